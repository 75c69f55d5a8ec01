import { useTranslation } from "react-i18next";
import { parts, type Weights } from "./pairing";
import classes from "./pairing.module.css";

const highest = 10;

/** A slider for each part of the score. */
export function WeightFields({
  weights,
  onChange,
}: {
  weights: Weights;
  onChange: (weights: Weights) => void;
}) {
  const { t } = useTranslation();
  return (
    <div className={classes.weights}>
      {parts.map((part) => (
        <div key={part} className={classes.weight}>
          <label htmlFor={`weight-${part}`}>{t(`pairing.parts.${part}`)}</label>
          <input
            id={`weight-${part}`}
            type="range"
            min={0}
            max={highest}
            value={weights[part] ?? 0}
            onChange={(event) => onChange({ ...weights, [part]: Number(event.currentTarget.value) })}
          />
          <output>{weights[part] ?? 0}</output>
        </div>
      ))}
    </div>
  );
}
