const shapes = {
  home: "M4 11 12 4l8 7v9h-5v-6H9v6H4z",
  people:
    "M9 11a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7Zm-6 9c0-3.5 2.5-6 6-6s6 2.5 6 6M16 4.5a3.5 3.5 0 0 1 0 6M17.5 14.5c2.2.7 3.5 2.7 3.5 5.5",
  groups:
    "M12 10.5a3 3 0 1 0 0-6 3 3 0 0 0 0 6Zm-5.5 9c0-3 2.3-5.2 5.5-5.2s5.5 2.2 5.5 5.2M5.5 11a2.2 2.2 0 1 0 0-4.4M2 17.5c0-2 1-3.3 2.8-3.9M18.5 11a2.2 2.2 0 1 1 0-4.4M22 17.5c0-2-1-3.3-2.8-3.9",
  ticket: "M4 7h16v3a2 2 0 0 0 0 4v3H4v-3a2 2 0 0 0 0-4zM14.5 7.5v9",
  calendar: "M5 6h14v14H5zM5 10h14M9 3v4M15 3v4",
  hours: "M12 21a9 9 0 1 0 0-18 9 9 0 0 0 0 18Zm0-14v5l3.5 2",
  settings:
    "M4 7h9M17 7h3M4 17h3M11 17h9M15 9.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5ZM9 19.5a2.5 2.5 0 1 0 0-5 2.5 2.5 0 0 0 0 5Z",
  upload: "M12 16V4M7 9l5-5 5 5M4 16v4h16v-4",
  download: "M12 4v12M7 11l5 5 5-5M4 20h16",
  sun: "M12 16a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM12 2.5v2M12 19.5v2M2.5 12h2M19.5 12h2M5.3 5.3l1.4 1.4M17.3 17.3l1.4 1.4M5.3 18.7l1.4-1.4M17.3 6.7l1.4-1.4",
  moon: "M20 14.5A8.5 8.5 0 0 1 9.5 4a8.5 8.5 0 1 0 10.5 10.5Z",
  left: "M15 5l-7 7 7 7",
  right: "M9 5l7 7-7 7",
  check: "M5 12.5 10 17.5 19.5 7",
  cross: "M6 6l12 12M18 6 6 18",
  warning: "M12 4 2.8 20h18.4zM12 10v4.5M12 17.3v.2",
  mail: "M3.5 6h17v12.5h-17zM4 7l8 6.5L20 7",
  phone: "M7.5 3h9v18h-9zM11 18h2",
  video: "M3.5 7h11v10.5h-11zM14.5 11l6-3.5v9.5l-6-3.5",
  search: "M10.5 17a6.5 6.5 0 1 0 0-13 6.5 6.5 0 0 0 0 13ZM20 20l-4.8-4.8",
  link: "M10 14a4 4 0 0 0 5.7 0l3-3A4 4 0 0 0 13 5.3l-1 1M14 10a4 4 0 0 0-5.7 0l-3 3A4 4 0 0 0 11 18.7l1-1",
  exit: "M14 4H5v16h9M10 12h10M16.5 8l4 4-4 4",
  forward: "M4 6l7 6-7 6zM13 6l7 6-7 6z",
  inbox: "M4 13 6.5 5h11L20 13v6H4zM4 13h4.5l1.5 2.5h4l1.5-2.5H20",
  person: "M12 11.5a4 4 0 1 0 0-8 4 4 0 0 0 0 8ZM4.5 20.5c0-4 3.2-6.5 7.5-6.5s7.5 2.5 7.5 6.5",
  gear: "M12 15.5a3.5 3.5 0 1 0 0-7 3.5 3.5 0 0 0 0 7ZM12 2.5v3M12 18.5v3M2.5 12h3M18.5 12h3",
} as const;

export type IconName = keyof typeof shapes;

/** A line drawing of 24 units; it never carries meaning alone, so it is hidden from screen readers. */
export function Icon({ name, size = 20 }: { name: IconName; size?: number }) {
  return (
    <svg
      width={size}
      height={size}
      viewBox="0 0 24 24"
      fill="none"
      stroke="currentColor"
      strokeWidth={1.75}
      strokeLinecap="round"
      strokeLinejoin="round"
      aria-hidden="true"
      focusable="false"
    >
      <path d={shapes[name]} />
    </svg>
  );
}
