import { ErrorState } from "./ErrorState";
import { Notice } from "./Notice";

type MeanwhileNoticeProps = { error: unknown; title: string; lines: string[]; again: string };

/** Why a change was not carried out; where somebody else was faster, what is different now. */
export function MeanwhileNotice({ error, title, lines, again }: MeanwhileNoticeProps) {
  return (
    <>
      <ErrorState error={error} />
      {lines.length > 0 ? (
        <Notice tone="warn">
          <strong>{title}</strong>
          <ul>
            {lines.map((line) => (
              <li key={line}>{line}</li>
            ))}
          </ul>
          <p>{again}</p>
        </Notice>
      ) : null}
    </>
  );
}
