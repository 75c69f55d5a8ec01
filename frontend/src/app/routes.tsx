import type { ComponentType } from "react";
import { createBrowserRouter, type LazyRouteFunction, type RouteObject } from "react-router";
import { Loading } from "@/components/Loading";
import { RequireSignIn } from "@/features/accounts/RequireSignIn";
import { CrashPage } from "./pages/CrashPage";
import { NotFoundPage } from "./pages/NotFoundPage";
import { RequireCoordinator } from "./RequireCoordinator";
import { Shell } from "./shell/Shell";

/** A page in a file of its own, fetched when someone goes there. */
function lazily(load: () => Promise<{ default: ComponentType }>): LazyRouteFunction<RouteObject> {
  return async () => ({ Component: (await load()).default });
}

const signedIn: RouteObject[] = [
  { index: true, lazy: lazily(() => import("@/features/mentoring/home/HomePage")) },
  { path: "mentors", lazy: lazily(() => import("@/features/directory/MentorsPage")) },
  { path: "mentors/free", lazy: lazily(() => import("@/features/mentoring/finding/FindPage")) },
  { path: "mentors/:id", lazy: lazily(() => import("@/features/mentoring/booking/MentorPage")) },
  {
    path: "founders/:id/meet",
    lazy: lazily(() => import("@/features/mentoring/meeting/MeetFounderPage")),
  },
  { path: "mentors/:id/meet", lazy: lazily(() => import("@/features/mentoring/meeting/MeetPage")) },
  { path: "mentors/:id/series", lazy: lazily(() => import("@/features/mentoring/series/asking/AskPage")) },
  { path: "series", lazy: lazily(() => import("@/features/mentoring/series/list/SeriesListPage")) },
  { path: "series/:id", lazy: lazily(() => import("@/features/mentoring/series/running/SeriesPage")) },
  { path: "sessions", lazy: lazily(() => import("@/features/mentoring/list/SessionsPage")) },
  { path: "sessions/:id", lazy: lazily(() => import("@/features/mentoring/session/SessionPage")) },
  { path: "pairs", lazy: lazily(() => import("@/features/mentoring/relation/PairsPage")) },
  { path: "pairs/:id", lazy: lazily(() => import("@/features/mentoring/relation/PairPage")) },
  { path: "honoraria", lazy: lazily(() => import("@/features/mentoring/relation/HonorariaPage")) },
  { path: "groups", lazy: lazily(() => import("@/features/mentoring/groups/GroupsPage")) },
  { path: "groups/new", lazy: lazily(() => import("@/features/mentoring/groups/NewGroupPage")) },
  { path: "groups/:id", lazy: lazily(() => import("@/features/mentoring/groups/GroupPage")) },
  { path: "programmes", lazy: lazily(() => import("@/features/mentoring/programmes/own/ProgrammesPage")) },
  {
    path: "programmes/:slug",
    lazy: lazily(() => import("@/features/mentoring/programmes/own/ProgrammePage")),
  },
  { path: "pairing", lazy: lazily(() => import("@/features/mentoring/pairing/PairingPage")) },
  { path: "pairing/:id/wish", lazy: lazily(() => import("@/features/mentoring/pairing/WishPage")) },
  { path: "events/:slug/agenda", lazy: lazily(() => import("@/features/networking/own/AgendaPage")) },
  { path: "events/:slug/after", lazy: lazily(() => import("@/features/networking/after/AfterPage")) },
  { path: "hours", lazy: lazily(() => import("@/features/agenda/HoursPage")) },
  { path: "links", lazy: lazily(() => import("@/features/mentoring/links/LinksPage")) },
  { path: "settings", lazy: lazily(() => import("./pages/SettingsPage")) },
  {
    Component: RequireCoordinator,
    children: [
      { path: "coordinator/sessions", lazy: lazily(() => import("@/features/mentoring/list/SessionsPage")) },
      { path: "coordinator/calendars", lazy: lazily(() => import("@/features/mentoring/desk/DeskPage")) },
      {
        path: "coordinator/messages",
        lazy: lazily(() => import("@/features/mentoring/messages/MessagesPage")),
      },
      {
        path: "coordinator/templates",
        lazy: lazily(() => import("@/features/mentoring/templates/TemplatesPage")),
      },
      {
        path: "coordinator/templates/:slug/:about/:kind/:channel",
        lazy: lazily(() => import("@/features/mentoring/templates/TemplatePage")),
      },
      {
        path: "coordinator/threads",
        lazy: lazily(() => import("@/features/mentoring/threads/ThreadsPage")),
      },
      {
        path: "coordinator/programmes",
        lazy: lazily(() => import("@/features/mentoring/programmes/editor/ProgrammesDeskPage")),
      },
      {
        path: "coordinator/programmes/:slug",
        lazy: lazily(() => import("@/features/mentoring/programmes/editor/ProgrammeEditPage")),
      },
      {
        path: "coordinator/programmes/:slug/applications",
        lazy: lazily(() => import("@/features/mentoring/programmes/review/ApplicationsPage")),
      },
      {
        path: "coordinator/topics",
        lazy: lazily(() => import("@/features/directory/topics/TopicsPage")),
      },
      {
        path: "coordinator/broadcast",
        lazy: lazily(() => import("@/features/mentoring/broadcast/BroadcastPage")),
      },
      {
        path: "coordinator/events",
        lazy: lazily(() => import("@/features/networking/desk/EventsDeskPage")),
      },
      {
        path: "coordinator/events/:slug",
        lazy: lazily(() => import("@/features/networking/desk/EventEditPage")),
      },
      {
        path: "coordinator/events/:slug/plan",
        lazy: lazily(() => import("@/features/networking/plan/PlannerPage")),
      },
      {
        path: "coordinator/events/:slug/day",
        lazy: lazily(() => import("@/features/networking/day/DayPage")),
      },
      {
        path: "coordinator/events/:slug/wall",
        lazy: lazily(() => import("@/features/networking/wall/WallPage")),
      },
      { path: "pairing/:id", lazy: lazily(() => import("@/features/mentoring/pairing/CyclePage")) },
      { path: "import", lazy: lazily(() => import("@/features/intake/ImportPage")) },
    ],
  },
];

export const router = createBrowserRouter([
  {
    path: "embed/:token",
    ErrorBoundary: CrashPage,
    HydrateFallback: Loading,
    lazy: lazily(() => import("@/features/mentoring/links/EmbeddedPage")),
  },
  {
    Component: Shell,
    ErrorBoundary: CrashPage,
    HydrateFallback: Loading,
    children: [
      {
        ErrorBoundary: CrashPage,
        children: [
          { path: "sign-in", lazy: lazily(() => import("@/features/accounts/SignInPage")) },
          { path: "s/:token", lazy: lazily(() => import("@/features/messaging/stopping/StopPage")) },
          { path: "link-gone", lazy: lazily(() => import("@/features/messaging/LinkGonePage")) },
          { path: "answer/:token", lazy: lazily(() => import("@/features/mentoring/AnswerPage")) },
          {
            path: "series-answer/:token",
            lazy: lazily(() => import("@/features/mentoring/series/SeriesAnswerPage")),
          },
          {
            path: "other-time/:token",
            lazy: lazily(() => import("@/features/mentoring/otherTime/OtherTimePage")),
          },
          { path: "book/:token", lazy: lazily(() => import("@/features/mentoring/links/OpenHoursPage")) },
          { path: "offer/:token", lazy: lazily(() => import("@/features/mentoring/groups/OfferPage")) },
          { path: "events", lazy: lazily(() => import("@/features/networking/EventsPage")) },
          { path: "events/:slug", lazy: lazily(() => import("@/features/networking/EventPage")) },
          { path: "e/:token", lazy: lazily(() => import("@/features/networking/guest/GuestLinkPage")) },
          {
            path: "e/:token/agenda",
            lazy: lazily(() => import("@/features/networking/own/LinkedAgendaPage")),
          },
          {
            path: "e/:token/after",
            lazy: lazily(() => import("@/features/networking/after/LinkedAfterPage")),
          },
          { path: "check-in/:code", lazy: lazily(() => import("@/features/networking/day/TicketPage")) },
          { path: "demo", lazy: lazily(() => import("@/features/demo/DemoPage")) },
          { Component: RequireSignIn, children: signedIn },
          { path: "*", Component: NotFoundPage },
        ],
      },
    ],
  },
]);
