/** Two arcs that pass each other: two sides of one ocean. */
export function Logo({ size = 28 }: { size?: number }) {
  return (
    <svg width={size} height={size} viewBox="0 0 32 32" fill="none" aria-hidden="true" focusable="false">
      <path d="M4 22a12 12 0 0 1 19-9.8" stroke="var(--m-accent)" strokeWidth="3.2" strokeLinecap="round" />
      <path
        d="M28 10a12 12 0 0 1-19 9.8"
        stroke="var(--m-warm-mark)"
        strokeWidth="3.2"
        strokeLinecap="round"
      />
    </svg>
  );
}
