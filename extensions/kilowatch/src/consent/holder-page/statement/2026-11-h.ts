import type { Language } from '../../../shared/languages.ts';
import type { StatementFacts, StatementText } from './statement.ts';

/** The texts of this version. They were shown to people: they are never changed, a new version is added beside them. */
export const statement202611: Readonly<Record<Language, StatementText>> = {
	en: (facts, { date, months }) => ({
		title: `May ${facts.organisation} read your electricity meter?`,
		lead: `${asker(facts, 'for')} looks after ${facts.building} and asks for your permission. Nothing is read unless you agree, and you can change your mind on this page at any time.`,
		scopes: {
			daily: {
				name: 'Daily totals',
				what: 'How much electricity the meter counts each day, and the day’s highest power.',
				why: 'To follow the building’s consumption and notice when it rises.',
				kept: `Kept for ${months(facts.totalsMonths)}.`,
			},
			load_curve: {
				name: 'Load curve',
				what: 'The power drawn every half-hour or quarter-hour. It can show when somebody gets up, is out or goes to bed.',
				why: 'To find where electricity is wasted, at night for example.',
				kept: `Kept for ${months(facts.curveMonths)}.`,
			},
			advice: {
				name: 'Personal advice',
				what: 'What you allow above is also used to make advice for you. Nothing more is read for it.',
				why: 'To show you where you could save money and carbon.',
				kept: 'Kept no longer than the figures it comes from.',
			},
		},
		sections: [
			{
				kind: 'choice',
				heading: 'You choose freely',
				text: 'Each box stands for itself: daily totals work without the load curve. If you do not agree, nothing is read and nothing else changes for you.',
			},
			{
				kind: 'duration',
				heading: 'How long it lasts',
				text: `Your permission ends on ${date(facts.until)} at the latest. Any day before then you can withdraw all or part of it on this page, as easily as you give it.`,
			},
			{
				kind: 'storage',
				heading: 'Where it is kept, and who sees it',
				text: `The figures are kept in the database of ${facts.organisation} (${place(facts)}). ${facts.personal ? 'The people who look after the building see the daily totals; only those with a special right see anything finer.' : 'The people who look after the building see them.'} The figures are used for what you allow here and for nothing else.`,
			},
			{
				kind: 'rights',
				heading: 'Your rights',
				text: `On this page you can see at any time what is read, download all of it and have it deleted. To have something corrected, or with any question, turn to ${contact(facts)}. You may also complain to ${{ FR: 'the CNIL (cnil.fr)', BE: 'the Data Protection Authority (dataprotectionauthority.be)' }[facts.country ?? ''] ?? 'your data protection authority'}.`,
			},
			{
				kind: 'next',
				heading: 'What happens next',
				text: `When you have chosen, ${facts.operator}, the grid operator, asks you to confirm in your account there. Reading begins only after that. With the figures, the contract’s subscribed power, tariff and off-peak hours are read; no name and no address.`,
			},
		],
	}),
	fr: (facts, { date, months }) => ({
		title: `Autorisez-vous ${facts.organisation} à lire votre compteur électrique ?`,
		lead: `${asker(facts, 'pour')} s’occupe de ${facts.building} et demande votre autorisation. Rien n’est lu sans votre accord, et vous pouvez changer d’avis à tout moment sur cette page.`,
		scopes: {
			daily: {
				name: 'Totaux journaliers',
				what: 'L’électricité que le compteur mesure chaque jour, et la puissance la plus forte de la journée.',
				why: 'Pour suivre la consommation du bâtiment et remarquer quand elle augmente.',
				kept: `Conservés ${months(facts.totalsMonths)}.`,
			},
			load_curve: {
				name: 'Courbe de charge',
				what: 'La puissance appelée toutes les demi-heures ou tous les quarts d’heure. Elle peut révéler quand quelqu’un se lève, s’absente ou se couche.',
				why: 'Pour trouver où l’électricité est gaspillée, la nuit par exemple.',
				kept: `Conservée ${months(facts.curveMonths)}.`,
			},
			advice: {
				name: 'Conseil personnalisé',
				what: 'Ce que vous autorisez ci-dessus sert aussi à vous conseiller. Rien de plus n’est lu pour cela.',
				why: 'Pour vous montrer où vous pourriez économiser de l’argent et du carbone.',
				kept: 'Conservé pas plus longtemps que les données dont il est tiré.',
			},
		},
		sections: [
			{
				kind: 'choice',
				heading: 'Vous choisissez librement',
				text: 'Chaque case est indépendante : les totaux journaliers fonctionnent sans la courbe de charge. Si vous n’êtes pas d’accord, rien n’est lu et rien d’autre ne change pour vous.',
			},
			{
				kind: 'duration',
				heading: 'Combien de temps',
				text: `Votre autorisation prend fin au plus tard le ${date(facts.until)}. D’ici là, vous pouvez chaque jour la retirer en tout ou en partie sur cette page, aussi simplement que vous la donnez.`,
			},
			{
				kind: 'storage',
				heading: 'Où les données sont conservées, et qui les voit',
				text: `Les données sont conservées dans la base de données de ${facts.organisation} (${place(facts)}). ${facts.personal ? 'Les personnes qui s’occupent du bâtiment voient les totaux journaliers ; seules celles qui y sont spécialement habilitées voient plus fin.' : 'Les personnes qui s’occupent du bâtiment les voient.'} Les données servent à ce que vous autorisez ici et à rien d’autre.`,
			},
			{
				kind: 'rights',
				heading: 'Vos droits',
				text: `Sur cette page, vous pouvez à tout moment voir ce qui est lu, tout télécharger et tout faire supprimer. Pour une rectification ou une question, adressez-vous à ${contact(facts)}. Vous pouvez aussi introduire une réclamation auprès de ${{ FR: 'la CNIL (cnil.fr)', BE: 'l’Autorité de protection des données (autoriteprotectiondonnees.be)' }[facts.country ?? ''] ?? 'votre autorité de protection des données'}.`,
			},
			{
				kind: 'next',
				heading: 'Et ensuite',
				text: `Une fois votre choix fait, ${facts.operator}, le gestionnaire de réseau, vous demande de confirmer dans votre compte chez lui. La lecture ne commence qu’après. Avec les données sont lus la puissance souscrite, le tarif et les heures creuses du contrat ; ni nom, ni adresse.`,
			},
		],
	}),
	nl: (facts, { date, months }) => ({
		title: `Mag ${facts.organisation} uw elektriciteitsmeter uitlezen?`,
		lead: `${asker(facts, 'voor')} zorgt voor ${facts.building} en vraagt uw toestemming. Zonder uw akkoord wordt niets gelezen, en u kunt zich op deze pagina op elk moment bedenken.`,
		scopes: {
			daily: {
				name: 'Dagtotalen',
				what: 'Hoeveel elektriciteit de meter elke dag telt, en het hoogste vermogen van de dag.',
				why: 'Om het verbruik van het gebouw te volgen en te merken wanneer het stijgt.',
				kept: `${months(facts.totalsMonths)} bewaard.`,
			},
			load_curve: {
				name: 'Belastingscurve',
				what: 'Het vermogen per half uur of per kwartier. Daaruit kan blijken wanneer iemand opstaat, weg is of gaat slapen.',
				why: 'Om te vinden waar elektriciteit verspild wordt, ’s nachts bijvoorbeeld.',
				kept: `${months(facts.curveMonths)} bewaard.`,
			},
			advice: {
				name: 'Persoonlijk advies',
				what: 'Wat u hierboven toestaat, dient ook om u te adviseren. Er wordt niets extra’s voor gelezen.',
				why: 'Om u te tonen waar u geld en CO₂ kunt besparen.',
				kept: 'Niet langer bewaard dan de gegevens waaruit het komt.',
			},
		},
		sections: [
			{
				kind: 'choice',
				heading: 'U kiest vrij',
				text: 'Elk vakje staat op zichzelf: de dagtotalen werken zonder de belastingscurve. Gaat u niet akkoord, dan wordt niets gelezen en verandert er verder niets voor u.',
			},
			{
				kind: 'duration',
				heading: 'Hoe lang het duurt',
				text: `Uw toestemming eindigt uiterlijk op ${date(facts.until)}. Tot dan kunt u ze elke dag geheel of gedeeltelijk intrekken op deze pagina, even makkelijk als u ze geeft.`,
			},
			{
				kind: 'storage',
				heading: 'Waar het bewaard wordt, en wie het ziet',
				text: `De gegevens worden bewaard in de databank van ${facts.organisation} (${place(facts)}). ${facts.personal ? 'Wie voor het gebouw zorgt, ziet de dagtotalen; alleen wie daar een bijzonder recht toe heeft, ziet iets fijners.' : 'Wie voor het gebouw zorgt, ziet ze.'} De gegevens dienen voor wat u hier toestaat en voor niets anders.`,
			},
			{
				kind: 'rights',
				heading: 'Uw rechten',
				text: `Op deze pagina kunt u op elk moment zien wat gelezen wordt, alles downloaden en alles laten wissen. Om iets te laten verbeteren, of met een vraag, wendt u zich tot ${contact(facts)}. U kunt ook een klacht indienen bij ${{ FR: 'de CNIL (cnil.fr)', BE: 'de Gegevensbeschermingsautoriteit (gegevensbeschermingsautoriteit.be)' }[facts.country ?? ''] ?? 'uw gegevensbeschermingsautoriteit'}.`,
			},
			{
				kind: 'next',
				heading: 'Wat er daarna gebeurt',
				text: `Wanneer u gekozen hebt, vraagt ${facts.operator}, de netbeheerder, u om te bevestigen in uw account daar. Pas daarna begint het uitlezen. Met de gegevens worden het aansluitvermogen, het tarief en de daluren van het contract gelezen; geen naam en geen adres.`,
			},
		],
	}),
	de: (facts, { date, months }) => ({
		title: `Darf ${facts.organisation} Ihren Stromzähler auslesen?`,
		lead: `${asker(facts, 'für')} kümmert sich um ${facts.building} und bittet um Ihre Einwilligung. Ohne Ihr Ja wird nichts gelesen, und Sie können es sich auf dieser Seite jederzeit anders überlegen.`,
		scopes: {
			daily: {
				name: 'Tageswerte',
				what: 'Wie viel Strom der Zähler jeden Tag zählt, und die höchste Leistung des Tages.',
				why: 'Um den Verbrauch des Gebäudes zu verfolgen und zu merken, wenn er steigt.',
				kept: `${months(facts.totalsMonths)} aufbewahrt.`,
			},
			load_curve: {
				name: 'Lastgang',
				what: 'Die Leistung jeder halben Stunde oder Viertelstunde. Daraus kann hervorgehen, wann jemand aufsteht, außer Haus ist oder schlafen geht.',
				why: 'Um zu finden, wo Strom verschwendet wird, zum Beispiel nachts.',
				kept: `${months(facts.curveMonths)} aufbewahrt.`,
			},
			advice: {
				name: 'Persönliche Beratung',
				what: 'Was Sie oben erlauben, dient auch dazu, Sie zu beraten. Mehr wird dafür nicht gelesen.',
				why: 'Um Ihnen zu zeigen, wo Sie Geld und CO₂ sparen können.',
				kept: 'Nicht länger aufbewahrt als die Daten, aus denen sie entsteht.',
			},
		},
		sections: [
			{
				kind: 'choice',
				heading: 'Sie entscheiden frei',
				text: 'Jedes Kästchen steht für sich: Die Tageswerte gehen ohne den Lastgang. Wenn Sie nicht einwilligen, wird nichts gelesen, und sonst ändert sich für Sie nichts.',
			},
			{
				kind: 'duration',
				heading: 'Wie lange es gilt',
				text: `Ihre Einwilligung endet spätestens am ${date(facts.until)}. Bis dahin können Sie sie an jedem Tag ganz oder zum Teil auf dieser Seite widerrufen, so leicht, wie Sie sie geben.`,
			},
			{
				kind: 'storage',
				heading: 'Wo die Daten liegen, und wer sie sieht',
				text: `Die Daten liegen in der Datenbank von ${facts.organisation} (${place(facts)}). ${facts.personal ? 'Wer sich um das Gebäude kümmert, sieht die Tageswerte; Feineres sieht nur, wer dazu ein besonderes Recht hat.' : 'Wer sich um das Gebäude kümmert, sieht sie.'} Die Daten dienen dem, was Sie hier erlauben, und nichts anderem.`,
			},
			{
				kind: 'rights',
				heading: 'Ihre Rechte',
				text: `Auf dieser Seite können Sie jederzeit sehen, was gelesen wird, alles herunterladen und alles löschen lassen. Wenn etwas zu berichtigen ist oder Sie eine Frage haben, wenden Sie sich an ${contact(facts)}. Sie können sich auch bei ${{ FR: 'der CNIL (cnil.fr)', BE: 'der Datenschutzbehörde (datenschutzbehorde.be)' }[facts.country ?? ''] ?? 'Ihrer Datenschutzbehörde'} beschweren.`,
			},
			{
				kind: 'next',
				heading: 'Wie es weitergeht',
				text: `Wenn Sie gewählt haben, bittet ${facts.operator}, der Netzbetreiber, Sie um eine Bestätigung in Ihrem Konto dort. Erst danach wird gelesen. Mit den Daten werden die Anschlussleistung, der Tarif und die Niedertarifzeiten des Vertrags gelesen; kein Name und keine Adresse.`,
			},
		],
	}),
};

/** Whom to turn to: a person with an address, as far as they are known. */
function contact({ contact, manager, organisation }: StatementFacts): string {
	const name = manager ?? organisation;

	return contact === null || contact === name ? name : `${name} (${contact})`;
}

/** `Claire Dubois, for Régie des Tilleuls,`: the person where there is one, and for whom. */
function asker({ manager, organisation }: StatementFacts, preposition: string): string {
	return manager === null ? organisation : `${manager}, ${preposition} ${organisation},`;
}

function place({ host, location }: StatementFacts): string {
	return location === null ? host : `${host}, ${location}`;
}
