import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { useLanguage } from "@/lib/i18n";
import { allZones, commonZones, placeName } from "@/lib/zones";

type ZoneSelectProps = {
  label: string;
  value: string;
  error?: string | undefined;
  onChange: (zone: string) => void;
};

/** The zones that people here live in first, then all that there are. */
export function ZoneSelect({ label, value, error, onChange }: ZoneSelectProps) {
  const { t } = useTranslation();
  const language = useLanguage();
  const listed = new Set([...commonZones, value]);
  return (
    <NativeSelect
      label={label}
      size="md"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <optgroup label={t("settings.commonZones")}>
        {[...listed].map((zone) => (
          <option key={zone} value={zone}>
            {placeName(zone, language)} ({zone})
          </option>
        ))}
      </optgroup>
      <optgroup label={t("settings.allZones")}>
        {allZones()
          .filter((zone) => !listed.has(zone))
          .map((zone) => (
            <option key={zone} value={zone}>
              {zone}
            </option>
          ))}
      </optgroup>
    </NativeSelect>
  );
}
