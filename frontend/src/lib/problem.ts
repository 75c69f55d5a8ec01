import type { FreeStart } from "@/api/types";

export type FieldProblem = { field: string; code: string; detail: string };

/** What became of one field since the version that one has seen. */
export type FieldChange = { field: string; before: unknown; after: unknown };

export type LocalStart = { starts_at: string; local: string };

/** What stands in somebody's own calendar; without a title for others. */
export type OwnEntry = { starts_at: string; ends_at: string; title: string };

type ProblemBody = {
  code?: string;
  title?: string;
  detail?: string;
  errors?: FieldProblem[];
  next_free?: FreeStart[];
  changed?: FieldChange[];
  starts?: LocalStart[];
  shows?: OwnEntry[];
};

/** What went wrong with a call, in the words of the server (RFC 9457), or `offline` when no answer came. */
export class ProblemError extends Error {
  readonly code: string;
  readonly status: number;
  readonly detail: string;
  readonly errors: FieldProblem[];
  readonly nextFree: FreeStart[];
  readonly changed: FieldChange[];
  readonly starts: LocalStart[];
  readonly shows: OwnEntry[];

  constructor(status: number, body: ProblemBody) {
    super(body.detail ?? body.title ?? body.code ?? String(status));
    this.status = status;
    this.code = body.code ?? (status === 0 ? "offline" : `http_${status}`);
    this.detail = body.detail ?? "";
    this.errors = body.errors ?? [];
    this.nextFree = body.next_free ?? [];
    this.changed = body.changed ?? [];
    this.starts = body.starts ?? [];
    this.shows = body.shows ?? [];
  }

  /** The server's word on one field, to be shown under it. */
  on(field: string): string | undefined {
    return this.errors.find((error) => error.field === field)?.detail;
  }

  /** Whether the form has shown all of it under its fields. */
  isAllOn(fields: readonly string[]): boolean {
    return this.errors.length > 0 && this.errors.every((error) => fields.includes(error.field));
  }
}

export async function problemOf(response: Response): Promise<ProblemError> {
  const body = await response.json().catch(() => ({}));
  return new ProblemError(response.status, typeof body === "object" && body !== null ? body : {});
}

export function asProblem(error: unknown): ProblemError | null {
  if (!error) return null;
  return error instanceof ProblemError ? error : new ProblemError(0, { code: "unexpected" });
}
