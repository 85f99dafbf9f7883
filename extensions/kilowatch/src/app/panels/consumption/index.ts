import { definePanel } from '@directus/extensions-sdk';
import { pageTranslator } from '../../locales/page-translator.ts';
import ConsumptionPanel from './consumption-panel.vue';
import PanelOptionsForm from './panel-options.vue';
import type { PanelOptions } from './panel-settings.ts';
import { panelSettings } from './panel-settings.ts';

export default definePanel({
	id: 'kilowatch-consumption',
	get name() {
		return pageTranslator().text('panel.name');
	},
	icon: 'electric_meter',
	get description() {
		return pageTranslator().text('panel.description');
	},
	component: ConsumptionPanel,
	// The platform takes a component here; its type knows only lists of fields.
	options: PanelOptionsForm as never,
	minWidth: 12,
	minHeight: 8,
	// A dashboard refreshes only panels that ask it for something, and one that depends on a variable only when its
	// question changes with it. So the question names the building; it is about the dashboards, which everybody who sees
	// this panel may read. The readings the panel fetches itself, added up by the server.
	query: ({ building }: PanelOptions) => ({
		collection: 'directus_dashboards',
		query: {
			fields: ['id'],
			filter: { name: { _neq: String(panelSettings({ building }).building) } },
			limit: 1,
		},
	}),
});
