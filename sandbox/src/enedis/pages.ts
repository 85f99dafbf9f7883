import { html } from 'hono/html';
import type { Meter } from '../meters/meter.ts';
import { pageShell, type Html } from '../page-shell.ts';
import type { ConsentRequest } from './consent-request.ts';
import type { Share } from './shares.ts';

export const AUTHORIZE_PATH = '/dataconnect/v2/oauth2/authorize';
export const AUTHORIZE_V1_PATH = '/dataconnect/v1/oauth2/authorize';
export const ACCOUNT_PATH = '/mon-compte';
/** the way out that leads nowhere */
export const LEAVE_PATH = '/au-revoir';

/** A meter in the holder's account. */
export interface HeldMeter {
	meter: Meter;
	/** undefined = not shared today */
	share: Share | undefined;
}

/** The holder chooses a meter and answers; plain forms, no script. */
export function consentPage(request: ConsentRequest, held: HeldMeter[]): Html {
	const proposed = held.find(({ share }) => !share)?.meter.pointId;

	return consentForm(
		AUTHORIZE_PATH,
		request,
		html`<label for="point">Compteur à partager</label>
			<select id="point" name="point_id">
				${[...byBuilding(held)].map(
					([building, meters]) =>
						html`<optgroup label="${building}">
							${meters.map(
								({ meter, share }) =>
									html`<option value="${meter.pointId}" ${meter.pointId === proposed ? 'selected' : ''}>
										${meter.label} (PRM ${meter.pointId})${share ? ' – déjà partagé' : ''}
									</option>`,
							)}
						</optgroup>`,
				)}
			</select>`,
		html`<button name="decision" value="abandon" class="quiet">Abandonner la demande</button>`,
	);
}

/** The page of the generation before: a holder may share several meters at once. */
export function consentPageV1(request: ConsentRequest, held: HeldMeter[]): Html {
	return consentForm(
		AUTHORIZE_V1_PATH,
		request,
		html`${[...byBuilding(held)].map(
			([building, meters]) =>
				html`<fieldset>
					<legend>${building}</legend>
					${meters.map(
						({ meter, share }) =>
							html`<label class="choice">
								<input type="checkbox" name="point_id" value="${meter.pointId}" />
								${meter.label} (PRM ${meter.pointId})${share ? ' – déjà partagé' : ''}
							</label>`,
					)}
				</fieldset>`,
		)}`,
		html``,
	);
}

function consentForm(
	path: string,
	{ clientId, duration, state, endDate }: ConsentRequest,
	choice: Html,
	moreAnswers: Html,
): Html {
	return page(
		'Partager vos données de consommation',
		html`<p>
				L’application <strong>${clientId}</strong> demande l’accès à vos données de consommation d’électricité
				(consommation quotidienne et courbe de charge) jusqu’au <strong>${endDate}</strong>.
			</p>
			<form method="post" action="${path}">
				<input type="hidden" name="client_id" value="${clientId}" />
				<input type="hidden" name="duration" value="${duration}" />
				${state === null ? '' : html`<input type="hidden" name="state" value="${state}" />`} ${choice}
				<div class="answers">
					<button name="decision" value="approve">Autoriser</button>
					<button name="decision" value="refuse" class="quiet">Refuser</button>
					${moreAnswers}
				</div>
			</form>
			<p>
				<a href="${LEAVE_PATH}">Quitter cette page sans répondre</a> ·
				<a href="${ACCOUNT_PATH}">Gérer mes partages</a>
			</p>`,
	);
}

/** The label's part before its dash is the building. */
function byBuilding(held: HeldMeter[]): Map<string, HeldMeter[]> {
	const buildings = new Map<string, HeldMeter[]>();
	for (const one of held) {
		const building = one.meter.label.split(' – ')[0] ?? '';
		buildings.set(building, [...(buildings.get(building) ?? []), one]);
	}

	return buildings;
}

/** Where a holder ends who goes away without an answer: the application hears nothing. */
export const leftPage = (): Html =>
	page('À bientôt', html`<p>Vous avez quitté la page sans répondre à la demande.</p>`);

export const outagePage = (): Html => page('Service unavailable for the moment. Please try later.', html``);

/** Sharing twice ends here: the operator sends the holder nowhere. */
export const alreadySharedPage = (): Html =>
	page(
		'Une erreur est survenue lors du partage de vos données',
		html`<p>
			Indication du simulateur : ce compteur est déjà partagé avec cette application. Supprimez d’abord
			l’ancien partage dans <a href="${ACCOUNT_PATH}">votre compte</a>, puis recommencez depuis l’application.
		</p>`,
	);

/** What the consent page answers to a request that it refuses. */
export const errorPage = (code: string, description: string): Html =>
	page(
		'Une erreur est survenue',
		html`<p><code>${code}</code></p>
			<p><code>${description}</code></p>`,
	);

export const notFoundPage = (): Html => page('La page que vous recherchez n’existe pas', html``);

/** The holder's account: what is shared, and a way to end it. */
export function accountPage(held: HeldMeter[]): Html {
	const shared = held.filter(({ share }) => share);

	return page(
		'Mes partages de données',
		shared.length === 0
			? html`<p>Aucun compteur n’est partagé.</p>`
			: html`<ul>
					${shared.map(
						({ meter, share }) =>
							html`<li>
								<p>
									<strong>${meter.label}</strong><br />
									PRM ${meter.pointId}, jusqu’au ${share?.endDate} (autorisation ${share?.autorisationId})
								</p>
								<form method="post" action="${ACCOUNT_PATH}">
									<input type="hidden" name="point_id" value="${meter.pointId}" />
									<button class="quiet" aria-label="Supprimer le partage : ${meter.label}">
										Supprimer le partage
									</button>
								</form>
							</li>`,
					)}
				</ul>`,
	);
}

const page = (title: string, content: Html): Html =>
	pageShell('Simulateur – pas Enedis (Simulator, for demo and tests)', title, content);
