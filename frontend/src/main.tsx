import { createRoot } from "react-dom/client";
import { App } from "./app/App";
import "./app/styles.css";
import { startI18n } from "./lib/i18n";

const root = document.getElementById("root");

if (root) {
  await startI18n();
  createRoot(root).render(<App />);
}
