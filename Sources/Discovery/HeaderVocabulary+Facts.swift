extension HeaderVocabulary {
    /// What else is known of a customer.
    static let factsOfCustomers: [(ColumnMeaning, String)] = [
        (
            .vatID,
            """
            vat, vat id, vat no, vat number, vat reg no, vat registration number, vat registration no,
            vat registration, vat code, eu vat, eu vat number, vat id number, USt-ID, UStID, USt-IdNr, USt ID Nr,
            UID, UID-Nummer, UID Nummer, Umsatzsteuer-ID, Umsatzsteuer-Identifikationsnummer, EU-USt-IdNr, EU UStID,
            MwSt-Nr, MwSt Nummer, n° tva, numéro de tva, numéro tva, num tva, tva, tva intracommunautaire,
            n° tva intracommunautaire, numéro de tva intracommunautaire, nif, cif, nif cif, cif nif, nif iva,
            partita iva, p iva, piva, p.iva, btw, btw nummer, btw-nummer, btw nr, btw id, número de contribuinte,
            contribuinte, nipc, momsnummer, momsnr, moms reg nr, vat nr, moms nr, se nr, mva nummer, mva nr, nip,
            numer nip, nip ue, tax id, taxid, tax identifier, tax identification number, tax no, tax vat, taxvat,
            tax registration number, gst number, gstin, abn, uid nr, tax id number
            """
        ),
        (
            .taxNumber,
            """
            tax number, Steuernummer, Steuernr, Steuer-Nr, St.-Nr., StNr, Steuer-ID, ein, ssn ein, ssn, fiscal code,
            fiscal number, codice fiscale, numéro fiscal, dni, fiscaal nummer, cpf, cnpj,
            numéro d'identification fiscale, pesel, resale number
            """
        ),
        (
            .registrationNumber,
            """
            registration number, registration no, company number, company reg no, company registration number,
            company no, reg no, crn, Handelsregister, Handelsregisternummer, HRB, HRA, HR-Nr, HRB Nummer,
            Registernummer, siret, siren, n° siret, n° siren, numéro siret, numéro siren, rcs, registro mercantil,
            numero rea, rea, kvk, kvk nummer, kvk-nummer, kvknr, organisationsnummer, orgnr, org nr, org.nr.,
            organisasjonsnummer, cvr, cvr nr, cvr-nummer, cvrnr, regon, krs, Firmenbuchnummer, FN, corporate number,
            duns, duns number
            """
        ),
        (
            .birthDate,
            """
            dob, date of birth, birth date, birthdate, birthday, d.o.b., born, born on, Geburtsdatum, Geburtstag,
            geboren, geboren am, Geb.-Datum, Gebdat, Geb.datum, Geb Datum, date de naissance, né le, naissance,
            fecha de nacimiento, fecha nacimiento, nacimiento, data di nascita, nascita, nato il, geboortedatum,
            geboren op, data de nascimento, nascimento, födelsedatum, född, födelsedag, fødselsdato, fødselsdag,
            født, data urodzenia, urodziny
            """
        ),
        (
            .createdAt,
            """
            created, created at, created on, create time, created time, created date, create date, createdate,
            date created, creation date, created timestamp, added, added on, date added, added at, customer since,
            client since, member since, since, date entered, registered, registered on, registration date,
            registered at, date registered, signup date, signed up, sign up date, signed up at, join date, joined,
            joined on, date joined, opened, date opened, account opened, opened on, angelegt, angelegt am,
            Anlagedatum, erstellt, erstellt am, Erstelldatum, Erstellungsdatum, erfasst, erfasst am,
            Erfassungsdatum, Kunde seit, seit, Anmeldung, Anmeldedatum, Angemeldet am, Registriert am, Aufnahmedatum,
            Neukunde seit, Eintritt, Beitritt, créé le, créé, date de création, date création, client depuis,
            date d'inscription, inscrit le, fecha de alta, fecha alta, alta, fecha de creación, fecha creación,
            creado, cliente desde, data creazione, data di creazione, creato il, cliente dal, data registrazione,
            aangemaakt, aangemaakt op, aanmaakdatum, klant sinds, data de criação, criado em, data de registo,
            skapad, skapad datum, kund sedan, oprettet, oprettet den, oprettelsesdato, kunde siden, opprettet,
            opprettet dato, utworzono, data utworzenia, data dodania, klient od, date of registration, entry date,
            insert date, account created, date first added, Kd seit
            """
        ),
        (
            .updatedAt,
            """
            updated, updated at, updated on, update time, modified, modified at, modified on, modified date,
            last modified, last modified date, last modified time, lastmodified, date modified, last updated,
            last update, last updated time, last updated at, last update time, last changed, changed on,
            date changed, last edited, geändert, geändert am, letzte Änderung, Änderungsdatum, zuletzt geändert,
            zuletzt geändert am, Stand, aktualisiert, aktualisiert am, modifié, modifié le, date de modification,
            dernière modification, mis à jour, mis à jour le, modificado, fecha de modificación, fecha modificación,
            última modificación, actualizado, modificato, modificato il, data modifica, ultima modifica, gewijzigd,
            gewijzigd op, laatst gewijzigd, wijzigingsdatum, atualizado, atualizado em, data de modificação, ändrad,
            senast ändrad, ændret, sidst ændret, endret, sist endret, zmodyfikowano, data modyfikacji, updated date,
            updated date utc, system modstamp
            """
        ),
        (
            .notes,
            """
            notes, note, comment, comments, remark, remarks, description, memo, additional info,
            additional information, background, about, notepad, internal note, internal notes, private note,
            private notes, free text, Bemerkung, Bemerkungen, Notiz, Notizen, Kommentar, Kommentare, Beschreibung,
            Anmerkung, Anmerkungen, Hinweis, Hinweise, Info, Infos, Zusatzinfo, Freitext, commentaire, commentaires,
            remarque, remarques, observations, nota, notas, observaciones, comentario, comentarios, descripción,
            note interne, annotazioni, osservazioni, commento, commenti, descrizione, opmerking, opmerkingen,
            notitie, notities, omschrijving, observações, comentários, descrição, anteckning, anteckningar,
            kommentar, notering, beskrivning, bemærkning, bemærkninger, noter, merknad, merknader, notater, notat,
            uwagi, notatki, opis, komentarz, other, Bem, Bemerk, Anm
            """
        ),
        (
            .jobTitle,
            """
            job title, jobtitle, title, position, job position, job function, job role, occupation,
            contact title, function, role, designation, business title, professional title, Funktion, Position,
            Rolle, Stellung, Berufsbezeichnung, Beruf, Jobtitel, Tätigkeit, poste, fonction, titre du poste, cargo,
            puesto, función, profesión, ruolo, posizione, qualifica, mansione, functie, functietitel, beroep,
            função, titel, yrkestitel, befattning, roll, stilling, jobtitel, stillingstittel, tittel, yrke,
            stanowisko, funkcja
            """
        ),
        (
            .department,
            """
            department, dept, division, Abteilung, Abt, Bereich, service, département entreprise, departamento,
            reparto, afdeling, avdelning, avdeling, afdeling navn, dział
            """
        ),
        (
            .initials,
            """
            initials, Kürzel, Kurzzeichen, Mitarbeiterkürzel, Namenskürzel, initialen, iniciales, initiales, sigle,
            initialer, inicjały, login, username, user name, Benutzername
            """
        ),
        (
            .language,
            """
            language, preferred language, language code, locale, lang, Sprache, Korrespondenzsprache, langue,
            idioma, lingua, taal, språk, sprog, język, customer locale
            """
        ),
        (
            .industry,
            """
            industry, sector, business type, line of business, trade, branch of industry, industry sector, Branche,
            Wirtschaftszweig, Geschäftszweig, Gewerbe, secteur, secteur d'activité, activité, industria, rubro,
            sector de actividad, settore, branche, bransch, branża, setor
            """
        ),
        (
            .currency,
            """
            currency, currency code, currency iso code, currency id, curr, currency ref, customer currency,
            default currency, Währung, Währungscode, Waehrungskennzeichen, Whg, devise, monnaie, moneda, divisa,
            valuta, moeda, waluta, currencycode
            """
        ),
        (
            .creditLimit,
            """
            credit limit, credit line, max credit, Kreditlimit, Kreditrahmen, Kreditlinie, limite de crédit,
            encours autorisé, límite de crédito, fido, kredietlimiet, kreditgräns, kreditmax, kredittgrense,
            limit kredytowy, limit
            """
        ),
        (
            .paymentTerms,
            """
            payment terms, terms, payment term, terms of payment, sales term, payment conditions, Zahlungsbedingung,
            Zahlungsbedingungen, Zahlungsziel, Zahlungskondition, conditions de paiement, délai de paiement,
            condiciones de pago, forma de pago, termini di pagamento, condizioni di pagamento, betalingsvoorwaarden,
            betaaltermijn, betalningsvillkor, betalingsbetingelser, betalingsbetingelse, termin płatności
            """
        ),
        (
            .leadSource,
            """
            lead source, leadsource, source of lead, how did you hear about us, acquisition channel,
            acquisition source, original source, Herkunft, Leadquelle, Kundenherkunft, Quelle, source du lead,
            origine, origen, origen del cliente, herkomst, account source, first touch source
            """
        ),
        (
            .tags,
            """
            tags, tag, labels, categories, category, keywords, segment, segments, groups, customer group,
            Schlagworte, Schlagwörter, Kategorien, Kategorie, Kundengruppe, Gruppe, étiquettes, catégories,
            etiquetas, categorías, etichette, categorie, groep, kategori, kategorier, kategoria, group membership,
            contact tags, lists
            """
        ),
        (
            .status,
            """
            status, customer status, account status, contact status, record status, card status, active, is active,
            active status, Kundenstatus, Kontostatus, aktiv, Aktivstatus, Zustand, statut, estado cliente, estado,
            stato cliente, attivo, activo, actif, klantstatus, aktywny, status klienta, state, member status,
            active 0 1, contact record status
            """
        ),
        (
            .consent,
            """
            accepts marketing, accepts email marketing, email opt in, opt in, optin, newsletter, newsletter opt in,
            email consent, marketing consent, subscribed, is subscribed, email marketing consent,
            subscription status, email marketing, email marketing consent state, marketing opt in, marketing status,
            gdpr consent, Newsletter ja nein, Werbung erlaubt, Werbeeinwilligung, Einwilligung,
            Newsletter abonniert, DSGVO Einwilligung, accepte la publicité, consentement, abonné, consentimiento,
            boletín, consenso, consenso marketing, nieuwsbrief, toestemming, consentimento, nyhetsbrev, samtycke,
            nyhedsbrev, samtykke, zgoda, zgoda marketingowa, email permission, mailing list, receives newsletter
            """
        ),
        (
            .leftOn,
            """
            left on, left at, leaving date, date left, exit date, termination date, terminated on, employment end,
            end of employment, Austritt, Austrittsdatum, ausgetreten am, ausgeschieden am, ausgeschieden, beschäftigt bis,
            date de départ, date de sortie, fecha de baja, data di uscita, uit dienst, datum uit dienst, slutdatum,
            fratrådt, data odejścia
            """
        ),
        (
            .scope,
            """
            deleted, is deleted, isdeleted, fivetran deleted, gelöscht, archived, is archived, isarchived,
            archiviert, blocked, is blocked, isblocked, gesperrt, inactive, is inactive, inaktiv, locked, hidden,
            supprimé, archivé, bloqué, eliminado, bloqueado, eliminato, bloccato, verwijderd, geblokkeerd,
            borttagen, spärrad, slettet, spærret, usunięty, zablokowany, do not use
            """
        ),
    ]

    /// Orders, invoices, deals and what happened.
    static let sales: [(ColumnMeaning, String)] = [
        (
            .orderNumber,
            """
            order number, order no, order id, orderid, order nr, order name, order ref, order reference,
            customer order number, sales order, sales order number, Bestellnummer, Bestellnr, Bestell-Nr,
            Bestellung, Auftrag, Auftragsnummer, Auftragsnr, Auftrags-Nr, numéro de commande, n° commande, commande,
            número de pedido, nº pedido, pedido, numero ordine, ordine, ordernummer, bestelnummer, encomenda,
            ordrenummer, ordrenr, ordernr, numer zamówienia, zamówienie, increment id, amazon order id
            """
        ),
        (
            .orderDate,
            """
            order date, ordered at, ordered on, date ordered, orderdate, purchase date, purchased at, purchased on,
            sale date, sold on, Bestelldatum, bestellt am, Auftragsdatum, Kaufdatum, date de commande,
            date commande, fecha de pedido, fecha pedido, data ordine, data dell'ordine, besteldatum, orderdatum,
            data da encomenda, ordredato, data zamówienia
            """
        ),
        (
            .documentNumber,
            """
            invoice number, invoice no, invoice id, invoice nr, document number, document no, doc number, doc no,
            voucher no, voucher number, Beleg, Belegnummer, Belegnr, Beleg-Nr, Belegfeld 1, Rechnungsnummer,
            Rechnungsnr, Rechnungs-Nr, Rechnung, RE-Nr, RgNr, Rg-Nr, OP-Nummer, numéro de facture, n° facture,
            facture, número de factura, nº factura, factura, numero fattura, fattura, factuurnummer, factuurnr,
            factuur, número da fatura, fatura, fakturanummer, fakturanr, bilagsnummer, numer faktury, nr faktury,
            faktura, receipt number
            """
        ),
        (
            .documentType,
            """
            document type, doc type, invoice type, transaction type, voucher type, Belegart, Art, Belegtyp,
            Buchungsart, type de document, tipo de documento, tipo documento, documenttype, dokumenttyp, bilagstype,
            typ dokumentu, txn type
            """
        ),
        (
            .documentDate,
            """
            invoice date, document date, doc date, issue date, issued, issued on, issued at, transaction date,
            txn date, posting date, date, Belegdatum, Rechnungsdatum, Buchungsdatum, Re-Datum, Datum,
            date de facture, date facture, date d'émission, fecha de factura, fecha factura, fecha, data fattura,
            data, factuurdatum, fakturadatum, fakturadato, bilagsdato, data wystawienia, data faktury
            """
        ),
        (
            .dueDate,
            """
            due date, due on, due, payment due, payment due date, Fällig, fällig am, Fälligkeit, Fälligkeitsdatum,
            zahlbar bis, date d'échéance, échéance, vencimiento, fecha de vencimiento, scadenza, data scadenza,
            vervaldatum, vencimento, data de vencimento, förfallodatum, forfaldsdato, forfallsdato, termin,
            due date utc
            """
        ),
        (
            .net,
            """
            net, net amount, net total, amount net, Netto, Nettobetrag, Summe netto, Betrag netto, montant ht,
            total ht, ht, importe neto, base imponible, imponibile, netto bedrag, nettobelopp, nettobeløb,
            kwota netto, amount excl tax, total excl vat
            """
        ),
        (
            .tax,
            """
            tax, tax amount, taxes, total tax, vat amount, sales tax, MwSt, Mehrwertsteuer, Umsatzsteuer, USt,
            Steuer, Steuerbetrag, MwSt Betrag, montant tva, tva montant, iva, importe iva, btw bedrag, moms,
            momsbeløp, kwota vat, tax total
            """
        ),
        (
            .total,
            """
            total, grand total, total amount, gross, gross amount, total price, amount total, order total,
            invoice total, total incl tax, total incl vat, order value, Gesamt, Gesamtbetrag, Gesamtsumme, Brutto,
            Bruttobetrag, Rechnungsbetrag, Betrag, Summe, Endbetrag, montant ttc, total ttc, ttc, montant, importe,
            importe total, total factura, totale, importo, importo totale, totaal, bedrag, totaalbedrag, montante,
            valor total, belopp, totalbelopp, summa, beløb, beløp, total beløp, kwota, kwota brutto, suma, razem,
            amount
            """
        ),
        (
            .subtotal,
            """
            subtotal, sub total, goods total, Zwischensumme, Warenwert, sous-total, subtotale, subtotaal, delsumma,
            suma częściowa
            """
        ),
        (
            .discount,
            """
            discount, discount amount, total discount, Rabatt, Rabattbetrag, Nachlass, remise, descuento, sconto,
            korting, desconto, rabat
            """
        ),
        (
            .shippingCost,
            """
            freight, shipping cost, shipping costs, shipping amount, shipping charge, delivery charge, postage,
            shipping total, Versandkosten, Versand, Porto, Fracht, frais de port, frais de livraison,
            gastos de envío, spese di spedizione, verzendkosten, portes, fraktkostnad, frakt, fragt, koszt dostawy
            """
        ),
        (
            .refunded,
            """
            refunded, refunded amount, refund amount, amount refunded, total refunded, Erstattet, Erstattung,
            remboursé, reembolsado, rimborsato
            """
        ),
        (
            .openAmount,
            """
            open amount, open balance, balance, balance due, amount due, outstanding, outstanding amount,
            amount outstanding, outstanding balance, Offen, offener Betrag, offener Posten, Offener Saldo,
            Restbetrag, Saldo, solde, reste à payer, restant dû, saldo pendiente, pendiente, saldo aperto,
            openstaand, openstaand bedrag, saldo em aberto, saldo, restbelopp, restbeløb, restbeløp, do zapłaty
            """
        ),
        (
            .dealName,
            """
            deal name, dealname, deal, deal title, opportunity, opportunity name, opportunityname,
            opportunity title, Verkaufschance, Projektname, opportunité, oportunidad, nombre del negocio,
            opportunità, affärsmöjlighet, szansa sprzedaży, name
            """
        ),
        (
            .stage,
            """
            stage, stage name, stagename, deal stage, sales stage, pipeline stage, deal pipeline stage, Phase,
            Verkaufsphase, étape, phase de vente, etapa, fase, etap, opportunity stage, deal pipeline stage id
            """
        ),
        (
            .amount,
            """
            amount, deal value, deal amount, opportunity amount, value, expected value, Auftragswert, Volumen, Wert,
            valeur, valor, valore, waarde, värde, verdi, wartość
            """
        ),
        (
            .probability,
            """
            probability, win probability, Wahrscheinlichkeit, probabilité, probabilidad, probabilità,
            waarschijnlijkheid, sannolikhet, sandsynlighed, sannsynlighet, prawdopodobieństwo, probability percent
            """
        ),
        (
            .closeDate,
            """
            close date, closedate, closed date, closing date, expected close date, closed at, closed on,
            date closed, Abschlussdatum, Abschluss am, date de clôture, fecha de cierre, data chiusura,
            sluitingsdatum, avslutsdatum, data zamknięcia
            """
        ),
        (
            .subject,
            """
            subject, Betreff, Thema, objet, sujet, asunto, oggetto, onderwerp, assunto, ämne, emne, temat, headline,
            subject line
            """
        ),
        (
            .body,
            """
            body, message, content, text, note text, note body, Inhalt, Notiztext, Nachricht, message body, contenu,
            contenido, contenuto, inhoud, conteúdo, innehåll, indhold, innhold, treść
            """
        ),
        (
            .author,
            """
            author, created by name, written by, created by user, Verfasser, Autor, erstellt von, auteur, créé par,
            autore, creado por, door, autor, författare, skrevet af, forfatter
            """
        ),
        (
            .occurredAt,
            """
            activity date, occurred at, date time, activity time, start date, start time, date start, call date,
            meeting date, Termin, Gesprächsdatum, Kontaktdatum, date de l'activité, fecha de actividad,
            data attività
            """
        ),
    ]
}
