/** Signing in by one-time code, after django-allauth's headless protocol for browsers. */
import { callHeaders, csrfToken } from "@/lib/api";
import { ProblemError } from "@/lib/problem";

const root = "/_allauth/browser/v1/auth";

async function call(method: string, path: string, body?: object): Promise<Response> {
  const sent = body ? { body: JSON.stringify(body) } : {};
  const headers = { ...callHeaders(), "Content-Type": "application/json" };
  try {
    return await fetch(root + path, { method, headers, credentials: "same-origin", ...sent });
  } catch {
    throw new ProblemError(0, { code: "offline" });
  }
}

async function refusal(response: Response): Promise<ProblemError> {
  const body = await response.json().catch(() => ({}));
  const first = body.errors?.[0];
  return new ProblemError(response.status, { code: first?.code, detail: first?.message });
}

/** Asks for a code by e-mail. A 401 is allauth's way to say that the code is on its way. */
export async function requestCode(email: string): Promise<void> {
  if (!csrfToken()) await call("GET", "/session");
  const response = await call("POST", "/code/request", { email });
  if (!response.ok && response.status !== 401) throw await refusal(response);
}

export async function confirmCode(code: string): Promise<void> {
  const response = await call("POST", "/code/confirm", { code });
  if (!response.ok) throw await refusal(response);
}

export async function signOut(): Promise<void> {
  await call("DELETE", "/session");
}
