import classes from "./SegmentedFilter.module.css";

type SegmentedFilterProps<T extends string> = {
  label: string;
  value: T;
  options: { value: T; label: string }[];
  onChange: (value: T) => void;
};

/** A row of choices of which one holds. */
export function SegmentedFilter<T extends string>({
  label,
  value,
  options,
  onChange,
}: SegmentedFilterProps<T>) {
  return (
    <fieldset className={classes.options} aria-label={label}>
      {options.map((option) => (
        <button
          key={option.value}
          type="button"
          className={classes.option}
          aria-pressed={option.value === value}
          onClick={() => onChange(option.value)}
        >
          {option.label}
        </button>
      ))}
    </fieldset>
  );
}
