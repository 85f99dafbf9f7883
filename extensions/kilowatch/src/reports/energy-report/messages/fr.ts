import type { Messages } from './report-texts.ts';

export const fr: Messages = {
	title: 'Rapport énergétique',
	documentTitle: (building, period) => `Rapport énergétique – ${building} – ${period}`,
	contents: 'Sommaire',
	pageOf: (page, pages) => `Page ${page} sur ${pages}`,
	fingerprint: 'SHA-256 des données',
	keyFigures: 'Chiffres clés',
	consumption: 'Électricité consommée',
	averageDay: 'Moyenne par jour',
	highestDay: 'Jour le plus haut',
	lowestDay: 'Jour le plus bas',
	perSquareMetre: 'Par mètre carré',
	perDwelling: 'Par logement',
	baseLoad: 'Talon de consommation',
	baseLoadNote: 'ce qui tourne en permanence',
	peak: 'Pointe',
	night: 'La nuit',
	nightNote: 'de la consommation, de 22 h à 7 h',
	comparedWith: (period) => `Par rapport à ${period}`,
	furtherEnergy: (energy) => `+ ${energy} sur des jours connus en partie`,
	knownDaysOf: (known, expected) => `${known} jours connus sur ${expected}`,
	floorArea: (area) => `${area} m² de surface`,
	dwellings: (count, shown) => (count < 2 ? `${shown} logement` : `${shown} logements`),
	notKnown: 'inconnu',
	noFloorArea: 'surface non renseignée',
	noDwellings: 'nombre de logements non renseigné',
	onDays: (days, shown) =>
		days < 2 ? `sur ${shown} jour connu les deux fois` : `sur ${shown} jours connus les deux fois`,
	thenAndNow: (then, now) => `alors ${then}, à présent ${now}`,
	obstacles: {
		no_common_days: 'aucun jour n’est connu les deux fois',
		other_meters: 'd’autres compteurs étaient alors relevés',
		nothing_used: 'aucune consommation à cette époque',
	},
	course: 'Consommation',
	daily: 'Électricité consommée chaque jour, en kWh',
	monthly: 'Électricité consommée chaque mois, en kWh',
	month: 'Mois',
	mean: (energy) => `moyenne ${energy} par jour`,
	legend: { known: 'jour connu', partial: 'jour connu en partie', missing: 'aucune donnée' },
	monthLegend: {
		known: 'tous les jours connus',
		partial: 'jours connus d’un mois incomplet',
		missing: 'aucune donnée',
	},
	besideDays: {
		last_year: (period) => `un an plus tôt (${period})`,
		previous: (period) => `la période précédente (${period})`,
	},
	noData: 'Aucun relevé n’est connu pour cette période.',
	comparisons: 'Comparaisons sur un même nombre de jours connus',
	comparisonColumns: {
		with: 'Par rapport à',
		days: 'Jours',
		then: 'Alors',
		now: 'À présent',
		change: 'Évolution',
		corrected: 'Hors effet du climat',
	},
	correction: (base, then, now) => `degrés-jours sous ${base} °C : alors ${then}, à présent ${now}`,
	correctionObstacles: {
		not_compared: 'non comparé',
		few_temperatures: 'températures inconnues',
		not_electric: 'chauffage non électrique',
		few_reference_days: 'trop peu de jours',
		not_dependent: 'ne suit pas le froid',
		beyond_reference: 'hors de l’observé',
	},
	comparisonMethod:
		'Seuls comptent les jours connus les deux fois : les deux sommes portent sur autant de jours. Face à l’année précédente, chaque jour de semaine rencontre le même jour de semaine ; sur une année entière, les mêmes dates.',
	earlierColumn: (period) => `Avant (${period})`,
	sameDays: 'Évolution, mêmes jours',
	patterns: 'Quand l’électricité est consommée',
	calendar: 'Jour par jour',
	calendarNote: (lowest, highest) => `De ${lowest} (le plus clair) à ${highest} (le plus foncé) par jour.`,
	week: 'Heure par heure d’une semaine moyenne',
	weekNote: (lowest, highest) =>
		`De ${lowest} (le plus clair) à ${highest} (le plus foncé), moyenne de chaque heure.`,
	noWeek:
		'Les heures ne sont pas montrées : aucune heure n’est connue sur la courbe de charge de tous les compteurs.',
	withheld: (meters) =>
		`Les heures ne sont pas montrées : ces compteurs sont ceux de particuliers, dont seuls les jours peuvent être dits ici : ${meters}.`,
	costs: {
		title: 'Coûts',
		obstacles: {
			no_tariff: 'Aucun tarif n’est défini pour ce bâtiment : aucun coût ne peut être dit.',
			not_known: 'Aucun jour de la période n’est assez connu pour en calculer le coût.',
		},
		total: 'Total',
		subscription: 'Abonnement',
		energy: 'Énergie',
		taxes: 'Taxes',
		vat: 'TVA',
		register: 'Poste',
		amount: 'Montant',
		known: (days, expected) =>
			`Sur ${days} jours-compteurs de ${expected}, ceux dont le coût est calculable.`,
		tariff: (name, span) => `Tarif : ${name} (${span})`,
		compared: (period, days, shown, then, now, change) =>
			`Par rapport à ${period}, sur ${shown} ${days < 2 ? 'jour connu' : 'jours connus'} les deux fois : alors ${then}, à présent ${now} (${change}).`,
	},
	carbon: {
		title: 'CO₂ émis',
		obstacles: {
			no_factor: 'Aucun facteur d’émission n’est connu pour ce pays et cette année.',
			not_known: 'Aucun jour de la période n’est connu.',
		},
		told: (kilograms, energy) => `${kilograms} de CO₂e, pour ${energy}.`,
		factor: (grams, country, year, method, source) =>
			`${grams} g de CO₂e par kWh (${country}, ${year} ; ${method}). Source : ${source}`,
		standIn: 'Le facteur de cette année n’est pas encore publié : le dernier connu est utilisé.',
		compared: (period, then, now, change) =>
			`Par rapport à ${period}, sur les jours connus les deux fois : alors ${then}, à présent ${now} (${change}).`,
	},
	forecast: {
		title: 'Prévision',
		obstacles: { few_days: 'Trop peu de jours sont connus pour prévoir.' },
		from: (date) => `Connu jusqu’à la veille du ${date} ; prévu à partir de là.`,
		span: 'Période',
		expected: 'Attendu',
		between: 'Entre',
		cost: 'Coût',
		interval: (share) => `La valeur réelle devrait se trouver entre ces bornes dans ${share} des cas.`,
		track: (forecasts, shown, error, within) =>
			forecasts < 2
				? `${shown} prévision antérieure : écart de ${error} ; ${within} des valeurs réelles entre les bornes.`
				: `Sur ${shown} prévisions antérieures, l’écart médian est de ${error} ; ${within} des valeurs réelles étaient entre les bornes.`,
		noTrack: 'Aucune prévision antérieure ne permet encore de la juger.',
	},
	alerts: {
		title: 'Alertes et suites données',
		none: 'Aucune alerte sur cette période.',
		cut: (count) => `Il y en a eu davantage ; voici les ${count} plus récentes.`,
		when: 'Quand',
		what: 'Ce qui a été constaté',
		done: 'Ce qui a été fait',
		open: 'ouverte',
		acknowledged: (date) => `prise en compte le ${date}`,
		closed: (date) => `close le ${date}`,
		closeReasons: {
			normal: 'retour à la normale',
			corrected: 'relevés corrigés',
			rules_changed: 'règles modifiées',
			not_read: 'compteur plus relevé',
		},
		verdicts: { true: 'confirmée', false: 'fausse alerte', known_cause: 'cause connue' },
		notJudged: 'non jugée',
		comment: (text) => `« ${text} »`,
		until: (from, to) => `du ${from} au ${to}`,
	},
	advice: {
		title: 'Conseils',
		none: 'Rien à conseiller pour le moment.',
		what: 'Quoi, et pourquoi',
		state: 'État',
		saving: 'Économie',
		states: { proposed: 'proposé', accepted: 'accepté', done: 'fait', dropped: 'abandonné' },
		perYear: (amount) => `${amount} par an`,
	},
	benchmark: {
		title: 'Face à des bâtiments semblables',
		obstacles: {
			no_size: () => 'Non comparé : la taille n’est pas renseignée.',
			not_known: () => 'Non comparé : trop peu de jours de ce bâtiment sont connus.',
			few_personal_meters: () =>
				'Non comparé : la somme contient des compteurs de particuliers, au nombre de dix au plus.',
			few_buildings: (similar, least) =>
				`Non comparé : il y a ${similar} bâtiments semblables, celui-ci compris, et il en faut au moins ${least}.`,
		},
		perSquareMetre: 'Par mètre carré',
		perDwelling: 'Par logement',
		own: (energy) => `ce bâtiment : ${energy}`,
		median: (energy) => `milieu : ${energy}`,
		middleHalf: (lower, upper) => `moitié centrale : de ${lower} à ${upper}`,
		rank: (below, group) => `${below} des ${group} bâtiments consomment moins.`,
		group: (count, factor) =>
			`${count} bâtiments, celui-ci compris : même pays, chauffage semblable, au plus ${factor} fois plus grands ou plus petits.`,
		withheld: (count, shown) =>
			count < 2
				? `${shown} autre est laissé de côté : sa somme contient dix compteurs de particuliers au plus.`
				: `${shown} autres sont laissés de côté : leur somme contient dix compteurs de particuliers au plus.`,
		method:
			'Sont comparés les bâtiments que peut voir la personne qui a demandé ce rapport. Un jour inconnu compte comme la moyenne des jours connus ; un bâtiment connu pour moins de la moitié est laissé de côté.',
	},
	quality: 'Qualité et sources des données',
	allKnown: (days) => `Les ${days} jours sont connus pour tous les compteurs.`,
	someKnown: (known, expected, partial, missing) =>
		`Sur ${expected} jours, ${known} sont entièrement connus, ${partial} en partie et ${missing} pas du tout. Les chiffres ne comptent que les jours entièrement connus.`,
	partialEnergy: (energy) => `Les jours connus en partie représentent ${energy} de plus.`,
	gaps: (meter, ranges) => `${meter} : jours inconnus ou incomplets : ${ranges}`,
	curve: (received, expected, share) => `Courbe de charge : ${received} points sur ${expected} (${share}).`,
	noCurve: 'Aucune courbe de charge n’a été lue, seulement des totaux journaliers.',
	sources: (list) => `Jours-compteurs par origine : ${list}.`,
	source: {
		operator: (days) => `gestionnaire de réseau ${days}`,
		file: (days) => `fichiers importés ${days}`,
		push: (days) => `envoyés par d’autres systèmes ${days}`,
	},
	weatherSources: (list, base) => `Températures extérieures : ${list} ; degrés-jours sous ${base} °C.`,
	preliminary: (days) => `${days} de ces températures sont encore provisoires.`,
	stoppedMeters: (names) => `N’est plus relevé et ne figure dans aucun chiffre : ${names}.`,
	method:
		'Le total d’un jour est celui du gestionnaire de réseau, sinon la somme de la courbe de charge. Le jour d’un bâtiment est connu quand celui de chaque compteur l’est.',
	meters: 'Compteurs',
	meter: 'Compteur',
	provider: 'Relevé par',
	days: 'Jours',
	curvePoints: 'Courbe',
	dataUntil: 'Jusqu’au',
	providerNames: { file: 'fichier', push: 'envoi' },
	noMeters: 'Aucun compteur de ce bâtiment n’a été relevé.',
	about: 'À propos de ce rapport',
	made: (until) =>
		`Établi par Kilowatch d’après ce qui était enregistré de la période allant jusqu’au ${until}.`,
	attachment: (file) =>
		`Toutes les données sont jointes à ce fichier dans ${file}. Les mêmes données donnent le même rapport, octet pour octet ; leur empreinte :`,
};
