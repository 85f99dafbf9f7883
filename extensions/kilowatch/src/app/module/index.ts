import { defineModule } from '@directus/extensions-sdk';
import AlertsPage from './alerts/alerts-page.vue';
import BuildingPage from './building-page.vue';
import PortfolioPage from './portfolio-page.vue';

export default defineModule({
	id: 'kilowatch',
	name: 'Kilowatch',
	icon: 'electric_meter',
	routes: [
		{ path: '', component: PortfolioPage },
		{ path: 'alerts', component: AlertsPage },
		{ path: 'buildings/:id', component: BuildingPage, props: true },
	],
});
