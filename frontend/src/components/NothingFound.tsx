/** For the list of a select: that nothing fits, as an entry nobody can choose. A listbox without any breaks ARIA. */
export function NothingFound({ text }: { text: string }) {
  return (
    <div role="option" aria-disabled="true" aria-selected="false" tabIndex={-1}>
      {text}
    </div>
  );
}
