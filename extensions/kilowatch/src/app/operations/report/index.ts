import { defineOperationApp } from '@directus/extensions-sdk';
import { pageTranslator } from '../../locales/page-translator.ts';

/** As they stand in the flow: any of them may be a template that is filled in when the flow runs. */
interface ReportOptions {
	building?: string | number;
	from?: string;
	to?: string;
	locale?: string;
}

const languages = { en: 'english', fr: 'french', nl: 'dutch', de: 'german' } as const;

function isLanguage(locale: string): locale is keyof typeof languages {
	return Object.hasOwn(languages, locale);
}

export default defineOperationApp({
	id: 'kilowatch-report',
	get name() {
		return pageTranslator().text('operation.name');
	},
	icon: 'picture_as_pdf',
	get description() {
		return pageTranslator().text('operation.description');
	},
	overview: ({ building, from, to, locale = 'en' }: ReportOptions) => {
		const { text } = pageTranslator();
		const dates = [from, to].filter((date) => date !== undefined && date !== '');

		return [
			{ label: text('operation.building'), text: String(building ?? '–') },
			{ label: text('chart.period'), text: dates.join(' – ') || text('operation.lastMonth') },
			{
				label: text('operation.locale'),
				text: isLanguage(locale) ? text(`operation.${languages[locale]}`) : locale,
			},
		];
	},
	options: () => {
		const { text } = pageTranslator();
		const dateField = (field: 'from' | 'to') => ({
			field,
			name: text(`operation.${field}`),
			type: 'string' as const,
			meta: {
				interface: 'input',
				width: 'half' as const,
				note: text('operation.dateNote'),
				options: { placeholder: '2026-01-01', trim: true },
			},
		});

		return [
			{
				field: 'building',
				name: text('operation.building'),
				type: 'string',
				meta: {
					interface: 'input',
					width: 'full',
					required: true,
					note: text('operation.buildingNote'),
					options: { placeholder: '{{ $trigger.key }}', trim: true },
				},
			},
			dateField('from'),
			dateField('to'),
			{
				field: 'locale',
				name: text('operation.locale'),
				type: 'string',
				schema: { default_value: 'en' },
				meta: {
					interface: 'select-dropdown',
					width: 'half',
					options: {
						choices: Object.entries(languages).map(([value, language]) => ({
							value,
							text: text(`operation.${language}`),
						})),
					},
				},
			},
		];
	},
});
