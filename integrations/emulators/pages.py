"""The look of the emulators' human pages. Nothing here trusts its input: build with `escape`."""

from __future__ import annotations

from html import escape

from starlette.responses import HTMLResponse

__all__ = ["escape", "page"]

STYLE = """
:root { color-scheme: light dark; --ink: #1d2330; --dim: #5a6375; --paper: #f6f7f9; --card: #fff;
  --line: #d9dde5; --accent: #1a56db; --danger: #b42318; --ok: #176b3a; }
@media (prefers-color-scheme: dark) { :root { --ink: #e8ebf1; --dim: #a4adbd; --paper: #14171d;
  --card: #1d222b; --line: #353c49; --accent: #8ab4ff; --danger: #ff9c92; --ok: #7fd8a2; } }
* { box-sizing: border-box; }
body { margin: 0; font: 16px/1.5 system-ui, "Noto Sans KR", sans-serif; color: var(--ink);
  background: var(--paper); overflow-wrap: anywhere; }
header, main { max-width: 52rem; margin: 0 auto; padding: 1rem; }
header { display: flex; flex-wrap: wrap; gap: .25rem 1rem; align-items: baseline; }
header a { font-weight: 600; }
h1 { font-size: 1.5rem; margin: .25rem 0; } h2 { font-size: 1.1rem; margin: 1.5rem 0 .5rem; }
h3 { font-size: 1.05rem; margin: 0; }
a { color: var(--accent); } .dim { color: var(--dim); } .danger { color: var(--danger); }
.ok { color: var(--ok); } .card { background: var(--card); border: 1px solid var(--line);
  border-radius: .6rem; padding: .9rem 1rem; margin: 0 0 .75rem; }
ul.plain { list-style: none; padding: 0; margin: .25rem 0; } form.row { display: flex; flex-wrap: wrap;
  gap: .5rem; align-items: end; margin-top: .6rem; }
label { display: block; font-size: .9rem; } input, button, select { font: inherit; min-height: 2.75rem;
  padding: .4rem .7rem; border-radius: .4rem; border: 1px solid var(--line); background: var(--paper);
  color: var(--ink); max-width: 100%; }
form.row label input { display: block; width: 100%; }
fieldset { border: 1px solid var(--line); border-radius: .4rem; margin: 0 0 .75rem; }
fieldset label { padding: .4rem 0; }
input[type=checkbox], input[type=radio] { min-height: 0; width: 1.1rem; height: 1.1rem; }
button { cursor: pointer; background: var(--card); } button.main { background: var(--accent);
  border-color: var(--accent); color: var(--card); } button.danger { border-color: var(--danger); }
:focus-visible { outline: 3px solid var(--accent); outline-offset: 2px; }
pre { white-space: pre-wrap; font: inherit; margin: .4rem 0; }
table { border-collapse: collapse; width: 100%; }
td, th { text-align: left; padding: .3rem .5rem; border-bottom: 1px solid var(--line); vertical-align: top; }
"""


def page(title: str, body: str, *, brand: str, lang: str = "en", status: int = 200) -> HTMLResponse:
    """A whole page. `title` and `brand` are text; `body` is HTML whose parts are escaped already."""
    document = (
        f'<!DOCTYPE html><html lang="{escape(lang)}"><head><meta charset="utf-8">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(title)} · {escape(brand)}</title><style>{STYLE}</style></head><body>"
        f'<header><a href="/">{escape(brand)}</a><span class="dim">A stand-in on this machine</span></header>'
        f"<main><h1>{escape(title)}</h1>{body}</main></body></html>"
    )
    return HTMLResponse(document, status_code=status)
