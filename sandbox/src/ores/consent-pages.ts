import { html } from 'hono/html';
import { pageShell, type Html } from '../page-shell.ts';
import type { OresMeter } from './ores-meters.ts';

const page = (title: string, content: Html): Html =>
	pageShell(
		'Simulateur – pas ORES, qui n’a pas d’API publique (Simulator, for demo and tests)',
		title,
		content,
	);

/** The holder chooses metering points and answers; plain forms, no script, and no password in a simulator. */
export const oresConsentPage = (clientId: string, meters: readonly OresMeter[]): Html =>
	page(
		'Donner accès à vos données de consommation',
		html`<p>
				L’application <strong>${clientId}</strong> demande à lire les relevés quotidiens et quart-horaires des
				points de fourniture que vous choisissez, pendant trois ans au plus.
			</p>
			<form method="post">
				<fieldset>
					<legend>Points de fourniture</legend>
					${meters.map(
						({ ean, label }) =>
							html`<label class="choice">
								<input type="checkbox" name="ean" value="${ean}" />
								${label} (EAN ${ean})
							</label>`,
					)}
				</fieldset>
				<div class="answers">
					<button name="decision" value="accept">Accepter</button>
					<button name="decision" value="refuse" class="quiet">Refuser</button>
				</div>
			</form>`,
	);

export const oresErrorPage = (sentence: string): Html =>
	page('Une erreur est survenue', html`<p>${sentence}</p>`);
