import { html } from 'hono/html';

export type Html = ReturnType<typeof html>;

/** A page of an operator; a notice says that it is none. */
export const pageShell = (notice: string, title: string, content: Html): Html =>
	html`<!doctype html>
		<html lang="fr">
			<head>
				<meta charset="utf-8" />
				<meta name="viewport" content="width=device-width, initial-scale=1" />
				<title>${title} – Simulateur</title>
				<style>
					body {
						margin: 0;
						font:
							1rem/1.5 system-ui,
							sans-serif;
						color: #1c2733;
						background: #f2f4f7;
					}
					.notice {
						margin: 0;
						padding: 0.75rem 1rem;
						text-align: center;
						font-weight: 600;
						background: #ffd54d;
					}
					main {
						max-width: 36rem;
						margin: 2rem auto;
						padding: 1.5rem;
						background: #fff;
						border-radius: 0.5rem;
					}
					h1 {
						margin-top: 0;
						font-size: 1.5rem;
						line-height: 1.25;
					}
					label {
						display: block;
						margin-bottom: 0.25rem;
						font-weight: 600;
					}
					fieldset {
						margin: 0 0 0.75rem;
						border: 1px solid #d5dbe3;
					}
					label.choice {
						font-weight: 400;
					}
					select {
						width: 100%;
						padding: 0.5rem;
						font: inherit;
					}
					button {
						padding: 0.5rem 1.25rem;
						font: inherit;
						font-weight: 600;
						cursor: pointer;
						color: #fff;
						background: #14539a;
						border: 2px solid #14539a;
						border-radius: 0.25rem;
					}
					button.quiet {
						color: #14539a;
						background: #fff;
					}
					.answers {
						display: flex;
						gap: 0.75rem;
						margin-top: 1.5rem;
					}
					ul {
						padding: 0;
						list-style: none;
					}
					li {
						padding: 0.5rem 0 1rem;
						border-top: 1px solid #d5dbe3;
					}
					a {
						color: #14539a;
					}
				</style>
			</head>
			<body>
				<p class="notice" role="note">${notice}</p>
				<main>
					<h1>${title}</h1>
					${content}
				</main>
			</body>
		</html>`;
