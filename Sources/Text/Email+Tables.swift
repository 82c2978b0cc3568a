extension Email {
    static let strongRoles = WordTable<Bool>(
        words: "info office kontakt contact buchhaltung sales verkauf vertrieb support service admin noreply no-reply",
        exact: true)

    static let roles = WordTable<Bool>(
        words: """
            info infos information office mail email post postmaster hostmaster webmaster admin administrator
            administration root abuse noc security hello hallo hi kontakt contact contacts contacto contactez contatti
            contatto enquiries enquiry inquiries sales sale vertrieb verkauf ventas vendite vente ventes commercial
            comercial commerciale marketing werbung presse press pr media service services kundenservice kundendienst
            customerservice customercare customer-service support help helpdesk hilfe technik technical it edv billing
            invoice invoices rechnung rechnungen faktura buchhaltung buero büro zentrale empfang rezeption reception
            accueil recepcion accounts account accounting accountspayable accounts-payable kreditoren debitoren
            finance finanzen finanz compta comptabilite facturation factures administracion contabilidad facturacion
            amministrazione contabilita fatture hr personal jobs job career careers karriere bewerbung recruiting
            recrutement rrhh shop store bestellung bestellungen order orders commande commandes pedidos ordini einkauf
            purchasing purchase achats compras acquisti lager logistik logistics versand shipping warehouse
            reklamation retoure retouren returns newsletter news noreply no-reply donotreply do-not-reply
            mailer-daemon team all everyone staff management geschaeftsleitung geschaeftsfuehrung gf direction
            direccion direzione secretariat sekretariat secretary segreteria secretaria studio praxis kanzlei hotel
            reservation reservations reservierung booking bookings buchung reservas prenotazioni events event privacy
            datenschutz dsgvo gdpr legal recht web website www home general allgemein company firma firm ufficio
            bureau kantoor oficina verwaltung anfrage anfragen bestellen werkstatt garage filiale export import
            """, exact: true)

    static let fillerDomains = WordTable<Bool>(
        words: """
            example.com example.org example.net example.de test.com test.de test.test mail.invalid invalid.com
            noemail.com nomail.com none.com no.com na.com email.invalid noreply.invalid domain.com xyz.xyz asdf.com
            asdf.de keine.de unbekannt.de
            """, exact: true)

    static let fillerNames = WordTable<Bool>(
        words: """
            noemail nomail no-email no-mail keineemail keine-email keine keinemail nobody unknown unbekannt none null
            n/a na test123 asdf asdfasdf xxx xxxx aaa donthave nomailaddress kunde-ohne-email ohne-email ohneemail
            sinemail sincorreo pasdemail
            """, exact: true)

    static let fillerWords = WordTable<Bool>(words: "test asdf abc xyz a b x foo aa none no na mail email", exact: true)
}
