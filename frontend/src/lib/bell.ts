/** A bell as struck metal sounds: a tone with overtones that are no multiples of it, each fading on its own. */
const overtones = [
  { ratio: 1, loud: 0.5, seconds: 2.4 },
  { ratio: 2.76, loud: 0.25, seconds: 1.4 },
  { ratio: 5.4, loud: 0.12, seconds: 0.7 },
];
const tone = 660; // Hz
const strokes = [0, 0.55]; // seconds

let context: AudioContext | null = null;

/** Browsers let a page sound only after somebody has pressed something on it: to be called from there. */
export async function allowBell(): Promise<void> {
  context ??= new AudioContext();
  await context.resume();
}

/** Rings twice; silent where the sound was never allowed. */
export function ringBell(): void {
  if (context?.state !== "running") return;
  for (const stroke of strokes) {
    for (const { ratio, loud, seconds } of overtones) strike(context, tone * ratio, loud, stroke, seconds);
  }
}

function strike(on: AudioContext, pitch: number, loud: number, after: number, seconds: number): void {
  const at = on.currentTime + after;
  const sound = on.createOscillator();
  const volume = on.createGain();
  sound.frequency.value = pitch;
  volume.gain.setValueAtTime(loud, at);
  volume.gain.exponentialRampToValueAtTime(0.001, at + seconds);
  sound.connect(volume).connect(on.destination);
  sound.start(at);
  sound.stop(at + seconds);
}
