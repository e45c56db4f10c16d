import { defineTexts } from '../language/define-texts.ts';

export const shellTexts = defineTexts({
  en: {
    pages: {
      overview: 'Overview',
      live: 'Live',
      nlu: 'NLU',
      sessions: 'Sessions',
      runtimeLog: 'Runtime log',
      customers: 'Customers',
      managerLog: 'Manager log',
      variables: 'Variables',
      consents: 'Consents',
      coupons: 'Coupons and codes',
      loyalty: 'Loyalty',
      giveaways: 'Giveaways',
      requests: 'Requests',
      storage: 'Storage',
      settings: 'Settings',
    },
    commands: {
      open: 'Commands',
      keys: 'Ctrl K',
      find: 'Find a command',
      here: 'On this page',
      none: 'No command has this name.',
    },
    mainMenu: 'Pages',
    openMenu: 'Menu',
    skip: 'Skip to the content',
    tenant: 'Tenant',
    language: 'Language',
    languages: { en: 'English', de: 'Deutsch' },
    signIn: 'Sign in',
    signOut: 'Sign out',
    stillSignedIn: 'You are still signed in. Try again.',
    signedInAs: 'Signed in as',
    roles: {
      owner: 'owner',
      support: 'support',
      editor: 'editor',
      viewer: 'viewer',
      dpo: 'data protection officer',
    },
    operator: 'operator',
    memberOfNone: 'member of no tenant',
    promise: 'Personal data, deleted on time',
    loading: 'Loading…',
    welcome: {
      title: 'Please sign in',
      detail: 'The console shows which data a tenant stores, and when the data expires.',
    },
    noTenant: {
      title: 'You belong to no tenant',
      detail: 'Ask an owner of your tenant to add the email address that you sign in with.',
    },
    operatorAlone: {
      title: 'You operate Mayfly and belong to no tenant',
      detail:
        'Tenants are created with the API. An owner of a tenant can add your address to that tenant.',
    },
    refused: {
      title: 'This page is not for your role',
      detail: (role: string) =>
        `You work here as ${role}. An owner of the tenant can give you another role.`,
    },
    unknownPage: { title: 'There is no such page', detail: 'Choose one from the menu.' },
    failedPage: {
      title: 'This page could not be shown',
      detail:
        'A part of the console did not load, or an error occurred. Check the connection, then load the page again.',
      action: 'Load again',
    },
  },
  de: {
    pages: {
      overview: 'Übersicht',
      live: 'Live',
      nlu: 'NLU',
      sessions: 'Sitzungen',
      runtimeLog: 'Laufzeitprotokoll',
      customers: 'Kunden',
      managerLog: 'Manager-Protokoll',
      variables: 'Variablen',
      consents: 'Einwilligungen',
      coupons: 'Gutscheine und Codes',
      loyalty: 'Treueprogramm',
      giveaways: 'Gewinnspiele',
      requests: 'Anträge',
      storage: 'Speicher',
      settings: 'Einstellungen',
    },
    commands: {
      open: 'Befehle',
      keys: 'Strg K',
      find: 'Befehl suchen',
      here: 'Auf dieser Seite',
      none: 'So heißt kein Befehl.',
    },
    mainMenu: 'Seiten',
    openMenu: 'Menü',
    skip: 'Zum Inhalt springen',
    tenant: 'Mandant',
    language: 'Sprache',
    languages: { en: 'English', de: 'Deutsch' },
    signIn: 'Anmelden',
    signOut: 'Abmelden',
    stillSignedIn: 'Sie sind noch angemeldet. Versuchen Sie es noch einmal.',
    signedInAs: 'Angemeldet als',
    roles: {
      owner: 'Inhaber',
      support: 'Support',
      editor: 'Redaktion',
      viewer: 'Leser',
      dpo: 'Datenschutzbeauftragte',
    },
    operator: 'Betreiber',
    memberOfNone: 'Mitglied keines Mandanten',
    promise: 'Persönliche Daten, pünktlich gelöscht',
    loading: 'Wird geladen …',
    welcome: {
      title: 'Bitte melden Sie sich an',
      detail: 'Die Konsole zeigt, was ein Mandant speichert und wann was davon abläuft.',
    },
    noTenant: {
      title: 'Sie gehören zu keinem Mandanten',
      detail:
        'Bitten Sie einen Inhaber Ihres Mandanten, die E-Mail-Adresse einzutragen, mit der Sie sich anmelden.',
    },
    operatorAlone: {
      title: 'Sie betreiben Mayfly und gehören zu keinem Mandanten',
      detail:
        'Mandanten werden mit der API angelegt. Ein Inhaber eines Mandanten kann Ihre Adresse eintragen.',
    },
    refused: {
      title: 'Diese Seite ist nicht für Ihre Rolle',
      detail: (role: string) =>
        `Sie arbeiten hier als: ${role}. Ein Inhaber des Mandanten kann Ihnen eine andere Rolle geben.`,
    },
    unknownPage: { title: 'Diese Seite gibt es nicht', detail: 'Wählen Sie eine aus dem Menü.' },
    failedPage: {
      title: 'Die Seite konnte nicht gezeigt werden',
      detail:
        'Ein Teil der Konsole wurde nicht geladen, oder ein Fehler ist aufgetreten. Prüfen Sie die Verbindung und laden Sie die Seite neu.',
      action: 'Neu laden',
    },
  },
});
