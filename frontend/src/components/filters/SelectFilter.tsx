import { NativeSelect } from "@mantine/core";
import type { UrlState } from "@/lib/useUrlState";

type SelectFilterProps = {
  url: UrlState;
  /** Its name in the address. */
  name: string;
  label: string;
  /** The choice of none of the options; without it one of them always holds. */
  any?: string;
  options: { value: string; label: string }[];
  /** What holds, where that is not simply what the address says. */
  value?: string;
  /** What else becomes of the address when another option is chosen. */
  resets?: Record<string, "">;
};

/** One of several options, kept in the address. */
export function SelectFilter({ url, name, label, any, options, value, resets }: SelectFilterProps) {
  return (
    <NativeSelect
      label={label}
      size="md"
      value={value ?? url.get(name)}
      onChange={(event) => url.set({ [name]: event.currentTarget.value, ...resets })}
      data={any === undefined ? options : [{ value: "", label: any }, ...options]}
    />
  );
}
