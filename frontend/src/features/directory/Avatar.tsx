import classes from "./directory.module.css";

function initials(name: string): string {
  const words = name.trim().split(/\s+/);
  if (/[가-힣]/.test(name)) return name.replaceAll(/\s/g, "").slice(-2);
  return ((words[0]?.[0] ?? "") + (words.length > 1 ? (words.at(-1)?.[0] ?? "") : "")).toUpperCase();
}

export function Avatar({ name, large }: { name: string; large?: boolean }) {
  return (
    <span className={classes.avatar} data-large={large || undefined} aria-hidden="true">
      {initials(name)}
    </span>
  );
}
