import type { Language } from '../shared/languages.ts';
import type { ConsentEndReason } from '../shared/names.ts';

/** What a manager is told of consents; Markdown, as Directus shows and mails its notifications. */
export interface NoticeTexts {
	subject: (consents: number) => string;
	endingSoon: string;
	/** after the meter's name */
	until: (date: string) => string;
	endingSoonHint: string;
	ended: string;
	endReasons: Readonly<
		Record<Exclude<ConsentEndReason, 'unanswered' | 'renewed'>, (date: string | null) => string>
	>;
	endedHint: string;
	unanswered: string;
	/** after the meter's name */
	noAnswer: string;
	unansweredHint: string;
	/** of an operator that refuses to share a meter twice */
	oldShareHint: string;
	/** of a link to the building */
	open: string;
}

export const noticeTexts: Readonly<Record<Language, NoticeTexts>> = {
	en: {
		subject: (consents) =>
			consents === 1 ? 'A meter’s consent needs you' : `${consents} meters’ consents need you`,
		endingSoon: 'Consents that end soon',
		until: (date) => `until ${date}`,
		endingSoonHint: 'Renew them on the building’s page: the meter goes on being read without a gap.',
		ended: 'Consents that have ended',
		endReasons: {
			expired: (date) => (date === null ? 'its last day has passed' : `ended on ${date}`),
			withdrawn: () => 'taken back by the holder',
			revoked: () => 'ended at the operator',
			credentials_lost: () => 'its access to the operator is lost, through no fault of the holder’s',
		},
		endedHint:
			'Nothing is read any more; what is stored stays until it is too old. To go on, ask for a new consent on the building’s page.',
		unanswered: 'Requests that nobody answered',
		noAnswer: 'not connected',
		unansweredHint: 'They are closed. The meter can be connected anew on the building’s page.',
		oldShareHint:
			'If the holder did agree: Enedis refuses to share a meter again that is shared already, and says so on its own page without coming back. The holder first deletes the old share in the Enedis account.',
		open: 'open',
	},
	fr: {
		subject: (consents) =>
			consents === 1
				? 'Le consentement d’un compteur demande votre attention'
				: `Les consentements de ${consents} compteurs demandent votre attention`,
		endingSoon: 'Consentements qui prennent bientôt fin',
		until: (date) => `jusqu’au ${date}`,
		endingSoonHint:
			'Renouvelez-les sur la page de l’immeuble : le compteur continue d’être relevé sans interruption.',
		ended: 'Consentements qui ont pris fin',
		endReasons: {
			expired: (date) => (date === null ? 'son dernier jour est passé' : `terminé le ${date}`),
			withdrawn: () => 'retiré par le titulaire',
			revoked: () => 'terminé chez le gestionnaire de réseau',
			credentials_lost: () =>
				'son accès au gestionnaire de réseau est perdu, sans que le titulaire y soit pour rien',
		},
		endedHint:
			'Plus rien n’est relevé ; ce qui est enregistré reste jusqu’à la fin de sa durée de conservation. Pour continuer, demandez un nouveau consentement sur la page de l’immeuble.',
		unanswered: 'Demandes restées sans réponse',
		noAnswer: 'non raccordé',
		unansweredHint: 'Elles sont closes. Le compteur peut être raccordé de nouveau sur la page de l’immeuble.',
		oldShareHint:
			'Si le titulaire avait pourtant accepté : Enedis refuse de partager de nouveau un compteur déjà partagé, et le dit sur sa propre page sans revenir ici. Le titulaire supprime d’abord l’ancien partage dans son compte Enedis.',
		open: 'ouvrir',
	},
	nl: {
		subject: (consents) =>
			consents === 1
				? 'De toestemming van een meter vraagt uw aandacht'
				: `De toestemmingen van ${consents} meters vragen uw aandacht`,
		endingSoon: 'Toestemmingen die binnenkort aflopen',
		until: (date) => `tot en met ${date}`,
		endingSoonHint: 'Vernieuw ze op de pagina van het gebouw: de meter blijft zonder onderbreking gelezen.',
		ended: 'Toestemmingen die zijn afgelopen',
		endReasons: {
			expired: (date) => (date === null ? 'de laatste dag is voorbij' : `afgelopen op ${date}`),
			withdrawn: () => 'ingetrokken door de houder',
			revoked: () => 'beëindigd bij de netbeheerder',
			credentials_lost: () => 'de toegang tot de netbeheerder is verloren, buiten de schuld van de houder',
		},
		endedHint:
			'Er wordt niets meer gelezen; wat is opgeslagen blijft tot het te oud is. Vraag een nieuwe toestemming op de pagina van het gebouw om verder te gaan.',
		unanswered: 'Verzoeken waarop niemand heeft geantwoord',
		noAnswer: 'niet aangesloten',
		unansweredHint:
			'Ze zijn afgesloten. De meter kan opnieuw worden aangesloten op de pagina van het gebouw.',
		oldShareHint:
			'Als de houder wel akkoord ging: Enedis weigert een meter die al wordt gedeeld opnieuw te delen, en zegt dat op de eigen pagina zonder hierheen terug te keren. De houder verwijdert eerst de oude deling in het Enedis-account.',
		open: 'openen',
	},
	de: {
		subject: (consents) =>
			consents === 1
				? 'Die Einwilligung zu einem Zähler braucht Sie'
				: `Die Einwilligungen zu ${consents} Zählern brauchen Sie`,
		endingSoon: 'Einwilligungen, die bald enden',
		until: (date) => `bis ${date}`,
		endingSoonHint: 'Erneuern Sie sie auf der Seite des Gebäudes: Der Zähler wird ohne Lücke weiter gelesen.',
		ended: 'Einwilligungen, die geendet haben',
		endReasons: {
			expired: (date) => (date === null ? 'ihr letzter Tag ist vorbei' : `am ${date} geendet`),
			withdrawn: () => 'vom Inhaber zurückgezogen',
			revoked: () => 'beim Netzbetreiber beendet',
			credentials_lost: () =>
				'ihr Zugang zum Netzbetreiber ist verloren, ohne dass der Inhaber etwas dafür kann',
		},
		endedHint:
			'Es wird nichts mehr gelesen; was gespeichert ist, bleibt, bis es zu alt ist. Damit es weitergeht, fragen Sie auf der Seite des Gebäudes nach einer neuen Einwilligung.',
		unanswered: 'Anfragen, auf die niemand geantwortet hat',
		noAnswer: 'nicht verbunden',
		unansweredHint: 'Sie sind geschlossen. Der Zähler kann auf der Seite des Gebäudes neu verbunden werden.',
		oldShareHint:
			'Falls der Inhaber doch zugestimmt hatte: Enedis weigert sich, einen schon geteilten Zähler noch einmal zu teilen, und sagt das auf der eigenen Seite, ohne hierher zurückzukehren. Der Inhaber löscht zuerst die alte Freigabe im Enedis-Konto.',
		open: 'öffnen',
	},
};
