/** What members call the usual fields, and a sample to show them. Anything else is called by its own name. */
const usual: Readonly<Record<string, { readonly label: string; readonly sample: string }>> = {
  city: { label: '城市', sample: '北京' },
  name: { label: '姓名', sample: '小王' },
  job: { label: '职业', sample: '设计师' },
  role: { label: '岗位', sample: '产品' },
  company: { label: '公司', sample: '某某公司' },
  school: { label: '学校', sample: '某某大学' },
  department: { label: '部门', sample: '市场部' },
  industry: { label: '行业', sample: '教育' },
  phone: { label: '手机尾号', sample: '1234' },
  tail: { label: '手机尾号', sample: '1234' },
  class: { label: '班级', sample: '1班' },
  grade: { label: '年级', sample: '三年级' },
};

/** Fields named in Chinese have samples too: an example with 「职业」 in it would be copied as it stands. */
const samples: Readonly<Record<string, string>> = {
  ...Object.fromEntries(Object.values(usual).map(({ label, sample }) => [label, sample])),
  名字: '小王',
  昵称: '小王',
};

export const labelOf = (name: string): string => usual[name.toLowerCase()]?.label ?? name;
export const sampleOf = (name: string): string =>
  usual[name.toLowerCase()]?.sample ?? samples[name] ?? labelOf(name);
