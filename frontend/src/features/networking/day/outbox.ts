/**
 * Check-ins that wait for the line: kept in this browser until the server has answered each.
 *
 * Every one carries a key of its own, by which the server knows it again: sent twice, it is done once. What the server
 * refuses stays, with its reason, until somebody at the desk has read it.
 */
import { useSyncExternalStore } from "react";
import { asProblem } from "@/lib/problem";

export type WaitingCheckIn = {
  key: string;
  /** The event that it is for. */
  event: string;
  /** What was read or chosen: a ticket's code, or the guest's number from the list. */
  ticket: string;
  guest: number | null;
  /** For whoever reads what waits. */
  name: string;
  /** When the guest stood at the desk, by the server's clock as far as it was known. */
  at: string;
  refused: string;
};

const place = "meridian.check-ins";
const followers = new Set<() => void>();
let known: { text: string; all: readonly WaitingCheckIn[] } = { text: "", all: [] };
let isSending = false;

function read(): readonly WaitingCheckIn[] {
  const text = localStorage.getItem(place) ?? "[]";
  if (text !== known.text) known = { text, all: parsed(text) };
  return known.all;
}

function parsed(text: string): readonly WaitingCheckIn[] {
  try {
    const all: unknown = JSON.parse(text);
    return Array.isArray(all) ? all : [];
  } catch {
    return [];
  }
}

function write(all: readonly WaitingCheckIn[]): void {
  localStorage.setItem(place, JSON.stringify(all));
  for (const follow of followers) follow();
}

function subscribe(follow: () => void): () => void {
  followers.add(follow);
  window.addEventListener("storage", follow);
  return () => {
    followers.delete(follow);
    window.removeEventListener("storage", follow);
  };
}

/** What waits, renewed with every change, also those of other tabs. */
export function useOutbox(event: string): WaitingCheckIn[] {
  const all = useSyncExternalStore(subscribe, read);
  return all.filter((one) => one.event === event);
}

/** Keeps a check-in to be sent; one of the same guest that waits already is enough. */
export function keep(entry: WaitingCheckIn): void {
  const isSame = (one: WaitingCheckIn) =>
    one.event === entry.event &&
    !one.refused &&
    (entry.guest === null ? one.ticket === entry.ticket : one.guest === entry.guest);
  if (!read().some(isSame)) write([...read(), entry]);
}

export function forget(key: string): void {
  write(read().filter((one) => one.key !== key));
}

/** Sends what waits, the oldest first, until all is answered or the line is gone. One tab at a time. */
export async function sendWaiting(send: (one: WaitingCheckIn) => Promise<unknown>): Promise<void> {
  if (isSending) return;
  isSending = true;
  try {
    await alone(() => sendEach(send));
  } finally {
    isSending = false;
  }
}

async function alone(work: () => Promise<void>): Promise<void> {
  // Pages that did not come over TLS have no locks: there the server's memory of keys alone prevents doubles.
  if (!("locks" in navigator)) return work();
  await navigator.locks.request(place, { ifAvailable: true }, async (lock) => (lock ? work() : undefined));
}

async function sendEach(send: (one: WaitingCheckIn) => Promise<unknown>): Promise<void> {
  for (let next = firstWaiting(); next; next = firstWaiting()) {
    const { key } = next;
    try {
      await send(next);
      forget(key);
    } catch (error) {
      const problem = asProblem(error);
      if (!problem || mayPass(problem.status)) return;
      write(
        read().map((one) => (one.key === key ? { ...one, refused: problem.detail || problem.code } : one)),
      );
    }
  }
}

const firstWaiting = () => read().find((one) => !one.refused);

/** No answer, a gateway's failure, too many at once, a sign-in that ended: the same may go through later. */
const mayPass = (status: number) => status === 0 || status === 401 || status === 429 || status >= 500;
