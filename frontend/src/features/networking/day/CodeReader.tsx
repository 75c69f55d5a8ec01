import { Button, TextInput } from "@mantine/core";
import { type FormEvent, useEffect, useRef, useState } from "react";
import { useTranslation } from "react-i18next";
import { Notice } from "@/components/Notice";
import classes from "./day.module.css";

type Detector = { detect(source: CanvasImageSource): Promise<{ rawValue: string }[]> };
type DetectorMaker = new (options: { formats: string[] }) => Detector;

const everyMs = 200;
const sameAgainMs = 3_000;

/** What browsers with a reader of codes offer; the others have the field to type into, and the list. */
const detectorMaker = () => (window as Window & { BarcodeDetector?: DetectorMaker }).BarcodeDetector ?? null;

/** Reads a ticket's QR code by the camera, where the browser can, or takes the code as it is typed. */
export function CodeReader({ onCode }: { onCode: (code: string) => void }) {
  const { t } = useTranslation();
  const [typed, setTyped] = useState("");
  const [looks, setLooks] = useState(false);
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (!typed.trim()) return;
    onCode(typed.trim());
    setTyped("");
  };
  return (
    <div className={classes.reader}>
      {detectorMaker() && navigator.mediaDevices ? (
        <Button variant={looks ? "default" : "filled"} onClick={() => setLooks(!looks)}>
          {t(looks ? "day.cameraOff" : "day.cameraOn")}
        </Button>
      ) : (
        <p className={classes.soft}>{t("day.noCamera")}</p>
      )}
      {looks ? <Camera onCode={onCode} onGone={() => setLooks(false)} /> : null}
      <form className={classes.typed} onSubmit={submit}>
        <TextInput
          label={t("day.code")}
          value={typed}
          autoComplete="off"
          onChange={(event) => setTyped(event.currentTarget.value)}
        />
        <Button type="submit" variant="default">
          {t("day.checkInCode")}
        </Button>
      </form>
    </div>
  );
}

function Camera({ onCode, onGone }: { onCode: (code: string) => void; onGone: () => void }) {
  const { t } = useTranslation();
  const video = useRef<HTMLVideoElement>(null);
  const [refused, setRefused] = useState(false);
  const heard = useRef(onCode);
  heard.current = onCode;
  useEffect(() => {
    const element = video.current;
    const Maker = detectorMaker();
    if (!element || !Maker) return;
    const detector = new Maker({ formats: ["qr_code"] });
    let isOver = false;
    let last = { code: "", at: 0 };
    let stream: MediaStream | null = null;
    const look = async () => {
      const [found] = element.readyState >= 2 ? await detector.detect(element).catch(() => []) : [];
      const now = performance.now();
      // A ticket is held before the camera for a while.
      if (found && (found.rawValue !== last.code || now - last.at > sameAgainMs))
        heard.current(found.rawValue);
      if (found) last = { code: found.rawValue, at: now };
      if (!isOver) setTimeout(look, everyMs);
    };
    navigator.mediaDevices
      .getUserMedia({ video: { facingMode: "environment" } })
      .then((seen) => {
        stream = seen;
        element.srcObject = seen;
        return isOver ? undefined : element.play().then(look);
      })
      .catch(() => setRefused(true));
    return () => {
      isOver = true;
      for (const track of stream?.getTracks() ?? []) track.stop();
    };
  }, []);
  if (refused)
    return (
      <Notice tone="warn">
        <p>{t("day.cameraRefused")}</p>
        <Button size="xs" variant="default" onClick={onGone}>
          {t("common.close")}
        </Button>
      </Notice>
    );
  return <video ref={video} className={classes.camera} muted playsInline aria-label={t("day.camera")} />;
}
