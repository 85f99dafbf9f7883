import { defineOperationApp } from '@directus/extensions-sdk';
import { pageTranslator } from '../../locales/page-translator.ts';

/** As they stand in the flow: any of them may be a template that is filled in when the flow runs. */
interface ReportOptions {
	building?: string | number;
	manager?: string;
	period?: string;
	from?: string;
	to?: string;
	locale?: string;
	folder?: string;
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
	overview: ({ building, manager, period, from, to, locale }: ReportOptions) => {
		const { text } = pageTranslator();
		const dates = [from, to].filter((date) => date !== undefined && date !== '');
		const whole =
			period === 'last_year' ? text('operation.lastYear') : period && period !== 'last_month' ? period : '';

		return [
			manager
				? { label: text('operation.manager'), text: manager }
				: { label: text('operation.building'), text: String(building ?? '–') },
			{ label: text('chart.period'), text: dates.join(' – ') || whole || text('operation.lastMonth') },
			...(locale
				? [
						{
							label: text('operation.locale'),
							text: isLanguage(locale) ? text(`operation.${languages[locale]}`) : locale,
						},
					]
				: []),
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
					note: text('operation.buildingNote'),
					options: { placeholder: '{{ $trigger.key }}', trim: true },
				},
			},
			{
				field: 'manager',
				name: text('operation.manager'),
				type: 'string',
				meta: {
					interface: 'input',
					width: 'full',
					note: text('operation.managerNote'),
					options: { placeholder: '{{ $accountability.user }}', trim: true },
				},
			},
			{
				field: 'period',
				name: text('chart.period'),
				type: 'string',
				meta: {
					interface: 'select-dropdown',
					width: 'half',
					note: text('operation.periodNote'),
					options: {
						allowNone: true,
						allowOther: true,
						choices: [
							{ value: 'last_month', text: text('operation.lastMonth') },
							{ value: 'last_year', text: text('operation.lastYear') },
						],
					},
				},
			},
			{
				field: 'folder',
				name: text('operation.folder'),
				type: 'uuid',
				meta: {
					interface: 'system-folder',
					width: 'half',
					note: text('operation.folderNote'),
				},
			},
			dateField('from'),
			dateField('to'),
			{
				field: 'locale',
				name: text('operation.locale'),
				type: 'string',
				meta: {
					interface: 'select-dropdown',
					width: 'half',
					note: text('operation.localeNote'),
					options: {
						allowNone: true,
						allowOther: true,
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
