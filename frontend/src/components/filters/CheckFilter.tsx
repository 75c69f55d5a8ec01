import { Checkbox } from "@mantine/core";
import type { UrlState } from "@/lib/useUrlState";
import classes from "./CheckFilter.module.css";

type CheckFilterProps = { url: UrlState; name: string; label: string };

/** Yes or not asked for, kept in the address; as high as the fields beside it. */
export function CheckFilter({ url, name, label }: CheckFilterProps) {
  return (
    <div className={classes.row}>
      <Checkbox
        label={label}
        checked={url.get(name) === "true"}
        onChange={(event) => url.set({ [name]: event.currentTarget.checked ? "true" : "" })}
      />
    </div>
  );
}
