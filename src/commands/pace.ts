/** Whether another command may go: `hint` says once that it is too much, `hush` is the silence after it. */
export type Pace = 'go' | 'hint' | 'hush';
