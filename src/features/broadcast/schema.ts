export interface Broadcast {
  readonly id: string;
}
