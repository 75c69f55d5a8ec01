import { ActionIcon, Button, Menu } from "@mantine/core";
import { useTranslation } from "react-i18next";
import { Icon } from "@/components/Icon";
import classes from "./calendars.module.css";
import { type Appointment, googleAddress, outlookAddress, workOutlookAddress } from "./elsewhere";

type AddToCalendarProps = {
  /** Where it is as a file: behind a sign-in, or behind the link in hand. */
  file: string;
  /** What pages elsewhere are filled in with. They take a single time: regular ones are a file alone. */
  appointment?: Appointment;
  /** Which time it is, where several stand in rows: then an icon, named by it. */
  of?: string | undefined;
};

/** The ways of an agreed time into a calendar, behind one button. */
export function AddToCalendar({ file, appointment, of }: AddToCalendarProps) {
  const { t } = useTranslation();
  const deed = t(appointment ? "session.addToCalendar" : "addTo.every");
  const name = of ? `${deed}: ${of}` : deed;
  return (
    // In the page's main part, above cards that are links as a whole; a menu holds entries and nothing else.
    <Menu
      position="bottom-start"
      width={280}
      portalProps={{ target: "#main" }}
      withInitialFocusPlaceholder={false}
    >
      <Menu.Target>
        {of ? (
          <ActionIcon variant="subtle" size={32} aria-label={name} title={name} className={classes.over}>
            <Icon name="calendar" size={18} />
          </ActionIcon>
        ) : (
          <Button variant="default" leftSection={<Icon name="calendar" />}>
            {name}
          </Button>
        )}
      </Menu.Target>
      <Menu.Dropdown>
        {appointment ? <Elsewhere appointment={appointment} /> : null}
        <Menu.Item component="a" href={file}>
          {t("addTo.apple")}
        </Menu.Item>
        <Menu.Item component="a" href={file} download>
          {t("addTo.file")}
        </Menu.Item>
      </Menu.Dropdown>
    </Menu>
  );
}

function Elsewhere({ appointment }: { appointment: Appointment }) {
  const { t } = useTranslation();
  const ways = [
    ...(appointment.inGoogle ? [] : [{ name: t("addTo.google"), href: googleAddress(appointment) }]),
    { name: t("addTo.outlook"), href: outlookAddress(appointment) },
    { name: t("addTo.workOutlook"), href: workOutlookAddress(appointment) },
  ];
  return ways.map(({ name, href }) => (
    <Menu.Item key={name} component="a" href={href} target="_blank" rel="noreferrer">
      {name}
    </Menu.Item>
  ));
}
