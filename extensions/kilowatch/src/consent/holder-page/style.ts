/** The one style of the holder's page. It stands in the page itself: nothing is loaded from anywhere. */
export const style = `
:root {
	color-scheme: light dark;
	--page: #ffffff;
	--quiet: #f3f4f5;
	--ink: #14191f;
	--soft: #4b5563;
	--line: #c3c8cf;
	--accent: #0b5cad;
	--on-accent: #ffffff;
	--accent-hover: #084784;
	--good: #0b6b3a;
	--good-quiet: #eaf5ee;
	--bad: #b3261e;
	--bad-quiet: #fdf1f0;
	--focus: #ffd21f;
	--focus-ink: #14191f;
}
@media (prefers-color-scheme: dark) {
	:root {
		--page: #14191f;
		--quiet: #1f262e;
		--ink: #f1f3f5;
		--soft: #b4bcc6;
		--line: #4a5460;
		--accent: #8cc2ff;
		--on-accent: #0a1a2c;
		--accent-hover: #b5d8ff;
		--good: #74d39d;
		--good-quiet: #16281f;
		--bad: #ffaaa2;
		--bad-quiet: #2e1b1a;
		--focus: #ffd21f;
		--focus-ink: #14191f;
	}
}
*, *::before, *::after { box-sizing: border-box; }
html { -webkit-text-size-adjust: 100%; text-size-adjust: 100%; }
body {
	display: flex;
	flex-direction: column;
	min-height: 100vh;
	margin: 0;
	color: var(--ink);
	background: var(--page);
	font: 1.125rem/1.55 system-ui, -apple-system, "Segoe UI", Roboto, "Helvetica Neue", Arial, sans-serif;
	overflow-wrap: break-word;
}
.column { width: 100%; max-width: 41rem; margin: 0 auto; padding: 0 1.25rem; }
h1, h2, h3 { line-height: 1.2; text-wrap: balance; }
h1 { margin: 0 0 1.25rem; font-size: clamp(1.75rem, 1.3rem + 2vw, 2.5rem); font-weight: 700; letter-spacing: -0.01em; }
h2 { margin: 0 0 0.75rem; font-size: 1.5rem; }
h3 { margin: 0 0 0.25rem; font-size: 1.1875rem; }
p, ul, dl { margin: 0 0 1rem; }
ul { padding-left: 1.25rem; }
li + li { margin-top: 0.25rem; }
a { color: var(--accent); text-decoration-thickness: 0.08em; text-underline-offset: 0.15em; }
a:hover { color: var(--accent-hover); text-decoration-thickness: 0.16em; }
a:focus-visible, summary:focus-visible {
	outline: 3px solid transparent;
	color: var(--focus-ink);
	background: var(--focus);
	box-shadow: 0 -2px var(--focus), 0 4px var(--focus-ink);
	text-decoration: none;
}
.skip { position: absolute; left: 0.5rem; top: -4rem; z-index: 1; padding: 0.5rem 1rem; background: var(--page); }
.skip:focus { top: 0.5rem; }
.top { border-bottom: 1px solid var(--line); background: var(--quiet); }
.top .column {
	display: flex; flex-wrap: wrap; gap: 0.25rem 1.5rem; align-items: baseline; justify-content: space-between;
	padding-top: 0.875rem; padding-bottom: 0.875rem;
}
.organisation { margin: 0; font-weight: 700; }
.languages { display: flex; flex-wrap: wrap; gap: 0 1rem; margin: 0; padding: 0; list-style: none; font-size: 1rem; }
.languages li { margin: 0; }
.languages a, .languages span { display: inline-block; padding: 0.25rem 0; }
.languages span { color: var(--soft); }
main.column { padding-top: 2.5rem; padding-bottom: 3.5rem; }
main:focus { outline: none; }
section { margin-top: 2.75rem; }
.lead { font-size: 1.25rem; line-height: 1.5; }
.soft { color: var(--soft); }
.facts { margin: 1.75rem 0 0; border-top: 1px solid var(--line); }
.facts div { display: grid; grid-template-columns: minmax(8rem, 2fr) 5fr; gap: 0.25rem 1.25rem; padding: 0.625rem 0; border-bottom: 1px solid var(--line); }
.facts dt { font-weight: 600; }
.facts dd { margin: 0; }
fieldset { margin: 0; padding: 0; border: 0; min-width: 0; }
legend { padding: 0; font-size: 1.5rem; font-weight: 700; line-height: 1.2; margin-bottom: 0.5rem; }
.choice { display: grid; grid-template-columns: 2.75rem 1fr; gap: 0 0.875rem; padding: 1rem 0; }
.choice + .choice { border-top: 1px solid var(--line); }
.choice input {
	appearance: none; -webkit-appearance: none; width: 2.75rem; height: 2.75rem; margin: 0;
	border: 2px solid var(--ink); border-radius: 0.25rem; background: var(--page); cursor: pointer;
	display: grid; place-content: center;
}
.choice input::before {
	content: ""; width: 1.375rem; height: 0.75rem; margin-top: -0.25rem;
	border: solid var(--ink); border-width: 0 0 4px 4px; transform: rotate(-45deg); opacity: 0;
}
.choice input:checked::before { opacity: 1; }
.choice input:focus-visible { outline: 4px solid var(--focus); outline-offset: 0; box-shadow: inset 0 0 0 3px var(--ink); }
.choice label { display: block; padding: 0.5rem 0 0.25rem; font-weight: 700; cursor: pointer; }
.choice p { margin: 0 0 0.25rem; }
button, .button {
	display: inline-block; margin: 0; padding: 0.6875rem 1.375rem; border: 2px solid transparent; border-radius: 0.375rem;
	color: var(--on-accent); background: var(--accent); font: inherit; font-weight: 700; line-height: 1.3;
	text-align: left; text-decoration: none; cursor: pointer;
}
button:hover, .button:hover { color: var(--on-accent); background: var(--accent-hover); }
button:focus-visible, .button:focus-visible {
	outline: 3px solid transparent; color: var(--focus-ink); background: var(--focus); box-shadow: 0 3px var(--focus-ink);
}
button.quiet { color: var(--accent); background: transparent; border-color: currentcolor; }
button.quiet:hover { color: var(--accent-hover); background: var(--quiet); }
button.bad { color: var(--page); background: var(--bad); }
button.quiet:focus-visible, button.bad:focus-visible { color: var(--focus-ink); background: var(--focus); border-color: transparent; }
.actions { display: flex; flex-wrap: wrap; gap: 1rem 1.5rem; align-items: center; margin: 1.5rem 0 0; }
.scope { padding: 1.25rem 0; border-top: 1px solid var(--line); }
.scope p { margin-bottom: 0.5rem; }
.scope form { margin-top: 0.875rem; }
.statement section { margin-top: 1.75rem; }
.statement h2 { font-size: 1.25rem; margin-bottom: 0.375rem; }
.notice { margin: 0 0 2rem; padding: 1.25rem 1.375rem; border-left: 6px solid var(--accent); background: var(--quiet); }
.notice.good { border-color: var(--good); background: var(--good-quiet); }
.notice.error { border: 4px solid var(--bad); background: var(--bad-quiet); }
.notice h2 { font-size: 1.25rem; margin-bottom: 0.375rem; }
.notice.good h2 { color: var(--good); }
.notice.error h2, .notice.error a { color: var(--bad); }
.notice.error a:focus-visible { color: var(--focus-ink); }
.notice > :last-child { margin-bottom: 0; }
.notice:focus { outline: 4px solid var(--focus); }
.mistaken { padding-left: 1.125rem; border-left: 5px solid var(--bad); }
.mistake { color: var(--bad); font-weight: 700; }
footer { margin-top: auto; border-top: 1px solid var(--line); background: var(--quiet); color: var(--soft); font-size: 1rem; }
footer .column { padding-top: 1.5rem; padding-bottom: 2rem; }
footer p:last-child { margin: 0; }
@media (max-width: 30rem) {
	body { font-size: 1.0625rem; }
	main.column { padding-top: 1.75rem; }
	.languages { gap: 0 0.75rem; font-size: 0.9375rem; }
	.facts div { grid-template-columns: 1fr; gap: 0; }
	.actions { align-items: stretch; flex-direction: column; }
	.actions .button, .actions button { text-align: center; }
}
@media (forced-colors: active) {
	.choice input::before { border-color: CanvasText; }
}
@media (prefers-reduced-motion: no-preference) {
	.skip { transition: top 0.1s; }
}
@media print {
	:root { --page: #fff; --quiet: #fff; --ink: #000; --soft: #333; --line: #999; --accent: #000; --good: #000; --bad: #000; }
	body { font-size: 11pt; }
	.languages, .skip, .actions, .scope form, .erase form { display: none; }
	.column { max-width: none; }
	section { break-inside: avoid; }
}
`;
