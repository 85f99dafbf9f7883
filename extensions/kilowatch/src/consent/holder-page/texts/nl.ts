import type { HolderTexts } from './holder-texts.ts';

export const nl: HolderTexts = {
	languages: 'Taal',
	skip: 'Naar de inhoud',
	errorTitle: 'Fout: ',
	errorSummary: 'Kijk hier nog eens naar',
	private: 'Houd de link van deze pagina voor uzelf: wie hem heeft, kan hier wat u kunt.',
	textVersion: (version) => `Versie van de tekst: ${version}`,
	facts: {
		whoAsks: 'Wie vraagt het',
		meter: 'Meter',
		endingIn: (digits) => `nummer eindigend op ${digits}`,
		place: 'Gebouw',
		operator: 'Netbeheerder',
		permission: 'Uw toestemming',
		from: (date) => `sinds ${date}`,
		until: (date) => `tot en met ${date}`,
		linkUntil: 'U kunt antwoorden',
		lastRead: 'Laatst uitgelezen',
		neverRead: 'nog niet',
		reach: (first, last, days) =>
			`Bewaard: ${days === 1 ? 'één dag' : `${days} dagen`}, van ${first} tot en met ${last}.`,
		noReach: 'Er is nog niets bewaard.',
	},
	ask: {
		legend: 'Wat staat u toe?',
		hint: 'Vink aan waarmee u akkoord gaat. Elk vakje staat op zichzelf.',
		submit: 'Verder',
		again: 'Opnieuw toestemming geven',
		noneTicked:
			'Vink minstens één vakje aan om verder te gaan. Er is niets veranderd: gaat u niet akkoord, sluit dan gewoon deze pagina.',
		adviceAlone:
			'Advies heeft gegevens nodig: vink ook de dagtotalen of de belastingscurve aan. Er is niets veranderd.',
		changedMeanwhile:
			'De tekst van deze pagina is intussen gewijzigd. Lees hem opnieuw. Er is niets veranderd.',
		linkExpired:
			'Met deze link kan geen toestemming meer gegeven worden. Vraag een nieuwe aan wie voor het gebouw zorgt.',
		providerOff: 'Toestemming geven kan op dit moment niet. Probeer het later opnieuw.',
	},
	operator: {
		title: (operator) => `Bevestig nu bij ${operator}`,
		chosen: 'U staat toe:',
		text: (operator) =>
			`${operator} vraagt u om in te loggen op uw account en te bevestigen. Wat daar op de pagina staat, bepaalt ${operator}; alleen wat u hier toestaat, wordt gelezen. Daarna komt u terug op deze pagina.`,
		go: (operator) => `Naar ${operator}`,
		change: 'Mijn keuze wijzigen',
		oldShare:
			'Toont Enedis een fout zonder weg terug, dan wordt deze meter waarschijnlijk al gedeeld. Verwijder eerst het oude delen in uw Enedis-account en open dan de link van deze pagina opnieuw.',
	},
	living: {
		title: 'Uw elektriciteitsmeter',
		read: 'Wat u toestaat',
		since: (date) => `Toegestaan sinds ${date}.`,
		withdraw: (scope) => `Intrekken: ${scope}`,
		withdrawing: {
			daily: 'Trekt u ze in, dan worden de dagtotalen niet meer gelezen en wordt wat bewaard is gewist.',
			load_curve:
				'Trekt u ze in, dan wordt de belastingscurve niet meer gelezen en wordt wat ervan bewaard is gewist.',
			advice: 'Trekt u het in, dan krijgt u geen persoonlijk advies meer.',
		},
		more: 'Meer toestaan',
		moreHint: 'Tot nu toe niet toegestaan. Er wordt niets van gelezen zolang u het niet aanvinkt.',
		allow: 'Toestaan wat aangevinkt is',
		noMoreTicked: 'Vink aan wat u wilt toestaan. Er is niets veranderd.',
		ending: (date) => `Uw toestemming eindigt op ${date}.`,
		renew: 'Uw toestemming vernieuwen',
		renewHint: 'U wordt om een nieuwe toestemming gevraagd, die in de plaats komt van de huidige.',
	},
	withdrawAll: {
		heading: 'Alles intrekken',
		text: (operator) =>
			`Het uitlezen stopt meteen en onze toegang tot ${operator} wordt vernietigd. Wat eerder gelezen is, blijft tot het einde van zijn termijn, tenzij u het hieronder laat wissen.`,
		submit: 'Alles intrekken',
	},
	awaited: {
		title: 'Uw toestemming wordt ingesteld',
		text: (operator) =>
			`U hebt bevestigd. ${operator} moet ons nog zeggen om welke meter het gaat; wij vragen het zelf opnieuw, een dag lang. U hoeft niets te doen.`,
	},
	ended: {
		title: 'Uw toestemming is beëindigd',
		reasons: {
			expired: 'De laatste dag is voorbij.',
			withdrawn: 'U hebt ze ingetrokken.',
			revoked: 'Ze is ingetrokken bij de netbeheerder.',
			unanswered: 'Ze is niet bevestigd bij de netbeheerder.',
			renewed: 'Een nieuwere is in de plaats gekomen.',
			credentials_lost: 'De netbeheerder aanvaardt ze niet meer; alleen een nieuwe toestemming helpt.',
		},
		on: (date) => `Sinds ${date} wordt niets meer gelezen.`,
	},
	download: {
		heading: 'Uw gegevens downloaden',
		text: 'Alles wat over deze meter bewaard is, in twee vormen.',
		json: 'Alles downloaden (JSON)',
		csv: 'De waarden als tabel downloaden (CSV)',
		withheld:
			'Misschien had iemand anders deze meter vóór u, daarom kunnen de gegevens hier niet afgegeven worden. Vraag het aan wie voor het gebouw zorgt.',
	},
	erase: {
		heading: 'Alles laten wissen',
		goesHeading: 'Wat verdwijnt, voorgoed:',
		goes: [
			'uw toestemming, volledig en meteen',
			'alle waarden die van deze meter gelezen zijn, en de rapporten die ermee gemaakt zijn',
			'het nummer van de meter en deze pagina',
		],
		staysHeading: 'Wat blijft:',
		stays:
			'een bewijs dat er een toestemming was, van wanneer tot wanneer. Alleen wie het nummer van de meter kent, kan het ermee verbinden.',
		confirm: 'Ja, wis alles. Ik weet dat het niet ongedaan gemaakt kan worden.',
		submit: 'Alles wissen',
		notTicked: 'Vink het vakje aan om te bevestigen dat alles gewist moet worden. Er is niets veranderd.',
	},
	done: {
		heading: 'Gedaan',
		withdrawn: 'Het is ingetrokken, en wat alleen daarbij hoorde is gewist.',
		allowed: 'Het is vanaf nu toegestaan.',
		ended: 'Uw toestemming is ingetrokken. Er wordt niets meer gelezen.',
		endedByHolder: (operator) =>
			`Uw toestemming is ingetrokken. Er wordt niets meer gelezen. Als u wilt, verwijder dan ook het delen in uw ${operator}-account.`,
		unchanged: 'Dat was al gedaan: er is niets veranderd.',
	},
	outcome: {
		granted: {
			title: 'Dank u: uw toestemming is gegeven',
			text: 'Het uitlezen begint nu. Op uw pagina ziet u wat gelezen wordt, en kunt u het op elk moment wijzigen of intrekken.',
		},
		refused: {
			title: 'U hebt geen toestemming gegeven',
			text: 'U hebt nee gezegd bij de netbeheerder. Er wordt niets gelezen. Was dat niet de bedoeling, dan kunt u opnieuw kiezen.',
		},
		waiting: {
			title: 'Dank u: bijna klaar',
			text: (operator) =>
				`U hebt bevestigd. ${operator} moet ons nog zeggen om welke meter het gaat; wij vragen het zelf opnieuw, een dag lang. U hoeft niets te doen.`,
		},
		failed: {
			title: 'Dat is niet gelukt',
			text: (operator) => `${operator} stuurde u terug zonder toestemming. Er wordt niets gelezen.`,
		},
		otherPoint:
			'De meter die daar gekozen is, is niet die van deze link. Kies de juiste als u het opnieuw probeert.',
		alreadyConnected:
			'De meter die daar gekozen is, is al verbonden in een ander gebouw. Wend u tot wie u de link stuurde.',
		tooLate: 'Het duurde langer dan 15 minuten, was al bevestigd, of kwam terug in een andere browser.',
		code: (operator, code) => `${operator} antwoordde: ${code}`,
		toPage: 'Naar uw pagina',
		tryAgain: 'Opnieuw kiezen',
		openLink: 'Open de link die u kreeg nog eens.',
	},
	plain: {
		gone: {
			title: 'Hier is niets',
			text: 'Deze link opent niets: hij heeft nooit bestaan, is vervangen door een nieuwere, is verlopen, of alles erachter is gewist. Verwachtte u hier een pagina, vraag dan een nieuwe link aan wie voor het gebouw zorgt.',
		},
		erased: {
			title: 'Alles is gewist',
			text: 'Er wordt niets meer gelezen, en alles wat over de meter bewaard was is weg. Deze link opent vanaf nu niets meer.',
		},
		erasing: {
			title: 'Alles wordt gewist',
			text: 'Er wordt niets meer gelezen. Wat over de meter bewaard is, wordt gewist; dat gaat vanzelf verder, u hoeft niets te doen.',
		},
		tooMany: {
			title: 'Te veel pogingen',
			text: 'Vanaf uw verbinding zijn te veel links geopend die niet bestaan. Wacht tien minuten en open dan de uwe nog eens.',
		},
		elsewhere: {
			title: 'Dit kwam van een andere site',
			text: 'Er is niets veranderd. Open de link die u kreeg en antwoord daar.',
		},
		unreadable: {
			title: 'Dat kon niet gelezen worden',
			text: 'Er is niets veranderd. Open de link die u kreeg en antwoord daar.',
		},
		broken: {
			title: 'Er ging iets mis',
			text: 'Het ligt aan ons, niet aan u. Probeer het over enkele minuten opnieuw.',
		},
	},
	mail: {
		subject: (organisation) => `${organisation} vraagt uw toestemming om uw elektriciteitsmeter uit te lezen`,
		greeting: 'Goedendag,',
		text: (asker, building) =>
			`${asker} vraagt of uw elektriciteitsmeter, ${building}, uitgelezen mag worden. Op deze pagina ziet u waarvoor, kiest u wat u toestaat, en kunt u het op elk moment intrekken:`,
		link: 'Uw pagina openen',
		until: (date) =>
			`U kunt antwoorden tot en met ${date}. De link is alleen voor u: geef hem niet door, en bewaar dit bericht, want de pagina blijft van u.`,
		notYou: 'Is dit niet uw meter, doe dan niets en verwijder dit bericht: er wordt niets gelezen.',
	},
};
