import type { HolderTexts } from './holder-texts.ts';

export const de: HolderTexts = {
	languages: 'Sprache',
	skip: 'Zum Inhalt',
	errorTitle: 'Fehler: ',
	errorSummary: 'Bitte sehen Sie sich das noch einmal an',
	private: 'Behalten Sie den Link dieser Seite für sich: Wer ihn hat, kann hier, was Sie können.',
	textVersion: (version) => `Fassung des Textes: ${version}`,
	facts: {
		whoAsks: 'Wer fragt',
		meter: 'Zähler',
		endingIn: (digits) => `Nummer endet auf ${digits}`,
		place: 'Gebäude',
		operator: 'Netzbetreiber',
		permission: 'Ihre Einwilligung',
		from: (date) => `seit ${date}`,
		until: (date) => `bis ${date}`,
		linkUntil: 'Sie können antworten',
		lastRead: 'Zuletzt gelesen',
		neverRead: 'noch nicht',
		reach: (first, last, days) =>
			`Gespeichert: ${days === 1 ? 'ein Tag' : `${days} Tage`}, vom ${first} bis zum ${last}.`,
		noReach: 'Noch ist nichts gespeichert.',
	},
	ask: {
		legend: 'Was erlauben Sie?',
		hint: 'Kreuzen Sie an, womit Sie einverstanden sind. Jedes Kästchen steht für sich.',
		submit: 'Weiter',
		again: 'Noch einmal einwilligen',
		noneTicked:
			'Kreuzen Sie mindestens ein Kästchen an, um fortzufahren. Nichts hat sich geändert: Wenn Sie nicht einwilligen, schließen Sie einfach diese Seite.',
		adviceAlone:
			'Beratung braucht Daten: Kreuzen Sie auch die Tageswerte oder den Lastgang an. Nichts hat sich geändert.',
		changedMeanwhile:
			'Der Text dieser Seite hat sich inzwischen geändert. Bitte lesen Sie ihn noch einmal. Nichts hat sich geändert.',
		linkExpired:
			'Mit diesem Link kann nicht mehr eingewilligt werden. Bitten Sie die Menschen, die sich um das Gebäude kümmern, um einen neuen.',
		providerOff: 'Im Moment kann nicht eingewilligt werden. Bitte versuchen Sie es später noch einmal.',
	},
	operator: {
		title: (operator) => `Bestätigen Sie jetzt bei ${operator}`,
		chosen: 'Sie erlauben:',
		text: (operator) =>
			`${operator} bittet Sie, sich in Ihrem Konto anzumelden und zu bestätigen. Was auf der Seite dort steht, bestimmt ${operator}; gelesen wird nur, was Sie hier erlauben. Danach kommen Sie auf diese Seite zurück.`,
		go: (operator) => `Zu ${operator}`,
		change: 'Meine Wahl ändern',
		oldShare:
			'Wenn Enedis einen Fehler zeigt und keinen Weg zurück, ist dieser Zähler wahrscheinlich schon freigegeben. Löschen Sie zuerst die alte Freigabe in Ihrem Enedis-Konto und öffnen Sie dann den Link dieser Seite noch einmal.',
	},
	living: {
		title: 'Ihr Stromzähler',
		read: 'Was Sie erlauben',
		since: (date) => `Erlaubt seit ${date}.`,
		withdraw: (scope) => `Widerrufen: ${scope}`,
		withdrawing: {
			daily:
				'Wenn Sie sie widerrufen, werden die Tageswerte nicht mehr gelesen und die gespeicherten gelöscht.',
			load_curve:
				'Wenn Sie ihn widerrufen, wird der Lastgang nicht mehr gelesen und gelöscht, was davon gespeichert ist.',
			advice: 'Wenn Sie sie widerrufen, bekommen Sie keine persönliche Beratung mehr.',
		},
		more: 'Mehr erlauben',
		moreHint: 'Bisher nicht erlaubt. Nichts davon wird gelesen, solange Sie es nicht ankreuzen.',
		allow: 'Angekreuztes erlauben',
		noMoreTicked: 'Kreuzen Sie an, was Sie erlauben möchten. Nichts hat sich geändert.',
		ending: (date) => `Ihre Einwilligung endet am ${date}.`,
		renew: 'Ihre Einwilligung erneuern',
		renewHint: 'Sie werden um eine neue Einwilligung gebeten, die an die Stelle der jetzigen tritt.',
	},
	withdrawAll: {
		heading: 'Alles widerrufen',
		text: (operator) =>
			`Das Lesen hört sofort auf, und unser Zugang zu ${operator} wird vernichtet. Was vorher gelesen wurde, bleibt bis zum Ende seiner Frist, außer Sie lassen es unten löschen.`,
		submit: 'Alles widerrufen',
	},
	awaited: {
		title: 'Ihre Einwilligung wird eingerichtet',
		text: (operator) =>
			`Sie haben bestätigt. ${operator} muss uns noch sagen, um welchen Zähler es geht; wir fragen einen Tag lang von selbst wieder nach. Sie müssen nichts tun.`,
	},
	ended: {
		title: 'Ihre Einwilligung ist beendet',
		reasons: {
			expired: 'Ihr letzter Tag ist vorbei.',
			withdrawn: 'Sie haben sie widerrufen.',
			revoked: 'Sie wurde beim Netzbetreiber widerrufen.',
			unanswered: 'Sie wurde beim Netzbetreiber nicht bestätigt.',
			renewed: 'Eine neuere ist an ihre Stelle getreten.',
			credentials_lost: 'Der Netzbetreiber nimmt sie nicht mehr an; nur eine neue Einwilligung hilft.',
		},
		on: (date) => `Seit ${date} wird nichts mehr gelesen.`,
	},
	download: {
		heading: 'Ihre Daten herunterladen',
		text: 'Alles, was über diesen Zähler gespeichert ist, in zwei Formen.',
		json: 'Alles herunterladen (JSON)',
		csv: 'Die Werte als Tabelle herunterladen (CSV)',
		withheld:
			'Vielleicht hatte vor Ihnen jemand anders diesen Zähler, deshalb können die Daten hier nicht herausgegeben werden. Fragen Sie die Menschen, die sich um das Gebäude kümmern.',
	},
	erase: {
		heading: 'Alles löschen lassen',
		goesHeading: 'Was verschwindet, für immer:',
		goes: [
			'Ihre Einwilligung, ganz und sofort',
			'alle Werte, die von diesem Zähler gelesen wurden, und die Berichte daraus',
			'die Nummer des Zählers und diese Seite',
		],
		staysHeading: 'Was bleibt:',
		stays:
			'ein Nachweis, dass es eine Einwilligung gab, von wann bis wann. Nur wer die Nummer des Zählers kennt, kann ihn damit verbinden.',
		confirm: 'Ja, alles löschen. Ich weiß, dass es nicht rückgängig zu machen ist.',
		submit: 'Alles löschen',
		notTicked:
			'Kreuzen Sie das Kästchen an, um zu bestätigen, dass alles gelöscht werden soll. Nichts hat sich geändert.',
	},
	done: {
		heading: 'Erledigt',
		withdrawn: 'Es ist widerrufen, und was nur dazu gehörte, ist gelöscht.',
		allowed: 'Es ist ab jetzt erlaubt.',
		ended: 'Ihre Einwilligung ist widerrufen. Es wird nichts mehr gelesen.',
		endedByHolder: (operator) =>
			`Ihre Einwilligung ist widerrufen. Es wird nichts mehr gelesen. Wenn Sie möchten, löschen Sie auch die Freigabe in Ihrem Konto bei ${operator}.`,
		unchanged: 'Das war schon erledigt: Nichts hat sich geändert.',
	},
	outcome: {
		granted: {
			title: 'Danke: Ihre Einwilligung ist erteilt',
			text: 'Das Lesen beginnt jetzt. Auf Ihrer Seite sehen Sie, was gelesen wird, und können es jederzeit ändern oder widerrufen.',
		},
		refused: {
			title: 'Sie haben nicht eingewilligt',
			text: 'Sie haben beim Netzbetreiber abgelehnt. Es wird nichts gelesen. Wenn Sie das nicht wollten, können Sie noch einmal wählen.',
		},
		waiting: {
			title: 'Danke: fast fertig',
			text: (operator) =>
				`Sie haben bestätigt. ${operator} muss uns noch sagen, um welchen Zähler es geht; wir fragen einen Tag lang von selbst wieder nach. Sie müssen nichts tun.`,
		},
		failed: {
			title: 'Das hat nicht geklappt',
			text: (operator) => `${operator} hat Sie ohne Einwilligung zurückgeschickt. Es wird nichts gelesen.`,
		},
		otherPoint:
			'Der dort gewählte Zähler ist nicht der, für den dieser Link ist. Wählen Sie diesen, wenn Sie es noch einmal versuchen.',
		alreadyConnected:
			'Der dort gewählte Zähler ist schon in einem anderen Gebäude verbunden. Wenden Sie sich an die, die Ihnen den Link geschickt haben.',
		tooLate:
			'Es dauerte länger als 15 Minuten, war schon bestätigt oder kam in einem anderen Browser zurück.',
		code: (operator, code) => `Antwort von ${operator}: ${code}`,
		toPage: 'Zu Ihrer Seite',
		tryAgain: 'Noch einmal wählen',
		openLink: 'Öffnen Sie den Link, den Sie bekommen haben, noch einmal.',
	},
	plain: {
		gone: {
			title: 'Hier ist nichts',
			text: 'Dieser Link öffnet nichts: Es gab ihn nie, ein neuerer hat ihn ersetzt, er ist abgelaufen, oder alles dahinter ist gelöscht. Wenn Sie hier eine Seite erwartet haben, bitten Sie die Menschen, die sich um das Gebäude kümmern, um einen neuen Link.',
		},
		erased: {
			title: 'Alles ist gelöscht',
			text: 'Es wird nichts mehr gelesen, und alles, was über den Zähler gespeichert war, ist weg. Dieser Link öffnet ab jetzt nichts mehr.',
		},
		erasing: {
			title: 'Alles wird gelöscht',
			text: 'Es wird nichts mehr gelesen. Was über den Zähler gespeichert ist, wird gelöscht; das geht von selbst weiter, Sie müssen nichts tun.',
		},
		tooMany: {
			title: 'Zu viele Versuche',
			text: 'Über Ihre Verbindung wurden zu viele Links geöffnet, die es nicht gibt. Warten Sie zehn Minuten und öffnen Sie dann Ihren noch einmal.',
		},
		elsewhere: {
			title: 'Das kam von einer anderen Seite',
			text: 'Nichts hat sich geändert. Öffnen Sie den Link, den Sie bekommen haben, und antworten Sie dort.',
		},
		unreadable: {
			title: 'Das war nicht zu lesen',
			text: 'Nichts hat sich geändert. Öffnen Sie den Link, den Sie bekommen haben, und antworten Sie dort.',
		},
		broken: {
			title: 'Etwas ist schiefgegangen',
			text: 'Das liegt an uns, nicht an Ihnen. Bitte versuchen Sie es in ein paar Minuten noch einmal.',
		},
	},
	mail: {
		subject: (organisation) => `${organisation} bittet um Ihre Einwilligung, Ihren Stromzähler auszulesen`,
		greeting: 'Guten Tag,',
		text: (asker, building) =>
			`${asker} fragt, ob Ihr Stromzähler, ${building}, ausgelesen werden darf. Auf dieser Seite sehen Sie, wozu, wählen, was Sie erlauben, und können es jederzeit widerrufen:`,
		link: 'Ihre Seite öffnen',
		until: (date) =>
			`Sie können bis ${date} antworten. Der Link gehört nur Ihnen: Geben Sie ihn nicht weiter, und behalten Sie diese Nachricht, denn die Seite bleibt Ihre.`,
		notYou:
			'Wenn das nicht Ihr Zähler ist, tun Sie nichts und löschen Sie diese Nachricht: Es wird nichts gelesen.',
	},
};
