import type { HolderTexts } from './holder-texts.ts';

export const fr: HolderTexts = {
	languages: 'Langue',
	skip: 'Aller au contenu',
	errorTitle: 'Erreur : ',
	errorSummary: 'Merci de revoir ceci',
	private:
		'Gardez le lien de cette page pour vous : quiconque le possède peut y faire ce que vous pouvez y faire.',
	textVersion: (version) => `Version du texte : ${version}`,
	facts: {
		whoAsks: 'Qui demande',
		meter: 'Compteur',
		endingIn: (digits) => `numéro se terminant par ${digits}`,
		place: 'Bâtiment',
		operator: 'Gestionnaire de réseau',
		permission: 'Votre autorisation',
		from: (date) => `depuis le ${date}`,
		until: (date) => `jusqu’au ${date}`,
		linkUntil: 'Vous pouvez répondre',
		lastRead: 'Dernière lecture',
		neverRead: 'pas encore',
		reach: (first, last, days) =>
			`Ce qui est conservé : ${days === 1 ? 'un jour' : `${days} jours`}, du ${first} au ${last}.`,
		noReach: 'Rien n’est encore conservé.',
	},
	ask: {
		legend: 'Qu’autorisez-vous ?',
		hint: 'Cochez ce que vous acceptez. Chaque case est indépendante.',
		submit: 'Continuer',
		again: 'Redonner votre autorisation',
		noneTicked:
			'Cochez au moins une case pour continuer. Rien n’a changé : si vous n’êtes pas d’accord, fermez simplement cette page.',
		adviceAlone:
			'Un conseil a besoin de données : cochez aussi les totaux journaliers ou la courbe de charge. Rien n’a changé.',
		changedMeanwhile:
			'Le texte de cette page a changé entre-temps. Merci de le relire. Rien n’a changé pour vous.',
		linkExpired:
			'Ce lien ne permet plus de donner votre autorisation. Demandez-en un nouveau aux personnes qui s’occupent du bâtiment.',
		providerOff: 'L’autorisation ne peut pas être donnée pour le moment. Réessayez plus tard.',
	},
	operator: {
		title: (operator) => `Confirmez maintenant chez ${operator}`,
		chosen: 'Vous autorisez :',
		text: (operator) =>
			`${operator} vous demande de vous connecter à votre compte et de confirmer. Le texte de sa page est le sien ; seul ce que vous autorisez ici est lu. Vous revenez ensuite sur cette page.`,
		go: (operator) => `Aller chez ${operator}`,
		change: 'Modifier mon choix',
		oldShare:
			'Si Enedis affiche une erreur, sans retour possible, ce compteur est sans doute déjà partagé. Supprimez d’abord l’ancien partage dans votre compte Enedis, puis rouvrez le lien de cette page.',
	},
	living: {
		title: 'Votre compteur électrique',
		read: 'Ce que vous autorisez',
		since: (date) => `Autorisé depuis le ${date}.`,
		withdraw: (scope) => `Retirer : ${scope}`,
		withdrawing: {
			daily:
				'Si vous les retirez, les totaux journaliers ne sont plus lus et ceux qui sont conservés sont supprimés.',
			load_curve:
				'Si vous la retirez, la courbe de charge n’est plus lue et ce qui en est conservé est supprimé.',
			advice: 'Si vous le retirez, vous ne recevez plus de conseil personnalisé.',
		},
		more: 'Autoriser davantage',
		moreHint: 'Pas autorisé jusqu’ici. Rien n’en est lu tant que vous ne le cochez pas.',
		allow: 'Autoriser ce qui est coché',
		noMoreTicked: 'Cochez ce que vous voulez autoriser. Rien n’a changé.',
		ending: (date) => `Votre autorisation prend fin le ${date}.`,
		renew: 'Renouveler votre autorisation',
		renewHint: 'Une nouvelle autorisation vous est demandée ; elle remplacera l’actuelle.',
	},
	withdrawAll: {
		heading: 'Tout retirer',
		text: (operator) =>
			`La lecture s’arrête aussitôt et notre accès à ${operator} est détruit. Ce qui a été lu reste conservé jusqu’à son terme, sauf si vous le faites supprimer ci-dessous.`,
		submit: 'Tout retirer',
	},
	awaited: {
		title: 'Votre autorisation se met en place',
		text: (operator) =>
			`Vous avez confirmé. ${operator} doit encore nous indiquer de quel compteur il s’agit ; nous redemandons de nous-mêmes pendant un jour. Vous n’avez rien à faire.`,
	},
	ended: {
		title: 'Votre autorisation a pris fin',
		reasons: {
			expired: 'Son dernier jour est passé.',
			withdrawn: 'Vous l’avez retirée.',
			revoked: 'Elle a été retirée chez le gestionnaire de réseau.',
			unanswered: 'Elle n’a pas été confirmée chez le gestionnaire de réseau.',
			renewed: 'Une plus récente l’a remplacée.',
			credentials_lost: 'Le gestionnaire de réseau ne l’accepte plus ; il faut une nouvelle autorisation.',
		},
		on: (date) => `Plus rien n’est lu depuis le ${date}.`,
	},
	download: {
		heading: 'Télécharger vos données',
		text: 'Tout ce qui est conservé sur ce compteur, sous deux formes.',
		json: 'Tout télécharger (JSON)',
		csv: 'Télécharger les valeurs en tableau (CSV)',
		withheld:
			'Quelqu’un d’autre a pu avoir ce compteur avant vous : les données ne peuvent donc pas être remises ici. Adressez-vous aux personnes qui s’occupent du bâtiment.',
	},
	erase: {
		heading: 'Tout faire supprimer',
		goesHeading: 'Ce qui disparaît, définitivement :',
		goes: [
			'votre autorisation, entièrement et aussitôt',
			'toutes les valeurs lues sur ce compteur, et les rapports qui en ont été faits',
			'le numéro du compteur et cette page',
		],
		staysHeading: 'Ce qui reste :',
		stays:
			'une preuve qu’il y a eu une autorisation, de quand à quand. Seul quelqu’un qui connaît le numéro du compteur peut la lui rattacher.',
		confirm: 'Oui, tout supprimer. Je sais que c’est irréversible.',
		submit: 'Tout supprimer',
		notTicked: 'Cochez la case pour confirmer que tout doit être supprimé. Rien n’a changé.',
	},
	done: {
		heading: 'C’est fait',
		withdrawn: 'C’est retiré, et ce qui n’appartenait qu’à cela est supprimé.',
		allowed: 'C’est autorisé à partir de maintenant.',
		ended: 'Votre autorisation est retirée. Plus rien n’est lu.',
		endedByHolder: (operator) =>
			`Votre autorisation est retirée. Plus rien n’est lu. Si vous le souhaitez, supprimez aussi le partage dans votre compte ${operator}.`,
		unchanged: 'C’était déjà fait : rien n’a changé.',
	},
	outcome: {
		granted: {
			title: 'Merci : votre autorisation est donnée',
			text: 'La lecture commence maintenant. Sur votre page, vous voyez ce qui est lu et pouvez le modifier ou le retirer à tout moment.',
		},
		refused: {
			title: 'Vous n’avez pas donné votre autorisation',
			text: 'Vous avez refusé chez le gestionnaire de réseau. Rien n’est lu. Si ce n’était pas votre intention, vous pouvez choisir à nouveau.',
		},
		waiting: {
			title: 'Merci : c’est presque fini',
			text: (operator) =>
				`Vous avez confirmé. ${operator} doit encore nous indiquer de quel compteur il s’agit ; nous redemandons de nous-mêmes pendant un jour. Vous n’avez rien à faire.`,
		},
		failed: {
			title: 'Cela n’a pas abouti',
			text: (operator) => `${operator} vous a renvoyé sans autorisation. Rien n’est lu.`,
		},
		otherPoint: 'Le compteur choisi là-bas n’est pas celui de ce lien. Choisissez le bon en réessayant.',
		alreadyConnected:
			'Le compteur choisi là-bas est déjà raccordé dans un autre bâtiment. Adressez-vous à la personne qui vous a envoyé le lien.',
		tooLate: 'Cela a pris plus de 15 minutes, était déjà confirmé, ou est revenu dans un autre navigateur.',
		code: (operator, code) => `Réponse de ${operator} : ${code}`,
		toPage: 'Aller sur votre page',
		tryAgain: 'Choisir à nouveau',
		openLink: 'Rouvrez le lien que vous avez reçu.',
	},
	plain: {
		gone: {
			title: 'Il n’y a rien ici',
			text: 'Ce lien n’ouvre rien : il n’a jamais existé, a été remplacé par un plus récent, a expiré, ou tout ce qu’il ouvrait a été supprimé. Si vous attendiez une page, demandez un nouveau lien aux personnes qui s’occupent du bâtiment.',
		},
		erased: {
			title: 'Tout est supprimé',
			text: 'Plus rien n’est lu, et tout ce qui était conservé sur ce compteur a disparu. Ce lien n’ouvre désormais plus rien.',
		},
		erasing: {
			title: 'Tout est en cours de suppression',
			text: 'Plus rien n’est lu. Ce qui est conservé sur ce compteur est en cours de suppression ; cela continue tout seul, vous n’avez rien à faire.',
		},
		tooMany: {
			title: 'Trop d’essais',
			text: 'Trop de liens inexistants ont été ouverts depuis votre connexion. Attendez dix minutes, puis rouvrez le vôtre.',
		},
		elsewhere: {
			title: 'Cette demande vient d’un autre site',
			text: 'Rien n’a changé. Ouvrez le lien que vous avez reçu et répondez-y.',
		},
		unreadable: {
			title: 'Cette demande n’a pas pu être lue',
			text: 'Rien n’a changé. Ouvrez le lien que vous avez reçu et répondez-y.',
		},
		broken: {
			title: 'Quelque chose s’est mal passé',
			text: 'La faute est de notre côté. Réessayez dans quelques minutes.',
		},
	},
	mail: {
		subject: (organisation) =>
			`${organisation} vous demande d’autoriser la lecture de votre compteur électrique`,
		greeting: 'Bonjour,',
		text: (asker, building) =>
			`${asker} demande si votre compteur électrique, ${building}, peut être lu. Sur cette page, vous voyez à quelles fins, choisissez ce que vous autorisez, et pouvez le retirer à tout moment :`,
		link: 'Ouvrir votre page',
		until: (date) =>
			`Vous pouvez répondre jusqu’au ${date}. Ce lien n’est qu’à vous : ne le transmettez pas, et gardez ce message, car la page reste la vôtre.`,
		notYou: 'Si ce n’est pas votre compteur, ne faites rien et supprimez ce message : rien n’est lu.',
	},
};
