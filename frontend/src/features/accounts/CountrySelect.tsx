import { NativeSelect } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { allCountries, commonCountries } from "@/lib/countries";
import { useLanguage } from "@/lib/i18n";

type CountrySelectProps = { value: string; error?: string | undefined; onChange: (country: string) => void };

/** The country whose public holidays a person keeps. */
export function CountrySelect({ value, error, onChange }: CountrySelectProps) {
  const { t } = useTranslation();
  const countries = allCountries(useLanguage());
  const common = countries.filter(({ code }) => commonCountries.includes(code));
  const others = countries.filter(({ code }) => !commonCountries.includes(code));
  const options = (some: typeof countries) =>
    some.map(({ code, name }) => (
      <option key={code} value={code}>
        {name}
      </option>
    ));
  return (
    <NativeSelect
      label={t("settings.country")}
      description={t("settings.countryHint")}
      inputWrapperOrder={["label", "input", "description", "error"]}
      size="md"
      value={value}
      error={error}
      onChange={(event) => onChange(event.currentTarget.value)}
    >
      <option value="">{t("settings.noCountry")}</option>
      <optgroup label={t("settings.commonCountries")}>{options(common)}</optgroup>
      <optgroup label={t("settings.allCountries")}>{options(others)}</optgroup>
    </NativeSelect>
  );
}
