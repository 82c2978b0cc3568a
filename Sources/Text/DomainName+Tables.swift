extension DomainName {
    // Keys here are domains in standard form, compared byte by byte.

    static let freeMail = WordTable<Bool>(
        words: """
            gmail.com googlemail.com yahoo.com yahoo.de yahoo.fr yahoo.es yahoo.it yahoo.co.uk yahoo.com.au yahoo.ca
            yahoo.com.br yahoo.co.jp ymail.com rocketmail.com hotmail.com hotmail.de hotmail.fr hotmail.es hotmail.it
            hotmail.co.uk hotmail.nl hotmail.be hotmail.ch hotmail.com.au outlook.com outlook.de outlook.fr outlook.es
            outlook.it outlook.com.au outlook.at outlook.pt live.com live.de live.fr live.co.uk live.nl live.be
            live.it live.com.au live.ca msn.com icloud.com me.com mac.com aol.com aol.de aim.com gmx.de gmx.net gmx.at
            gmx.ch gmx.com gmx.eu gmx.info gmx.org gmx.fr web.de t-online.de freenet.de arcor.de posteo.de posteo.net
            mailbox.org online.de email.de magenta.de vodafone.de vodafonemail.de kabelmail.de ewetel.net ewe.net
            osnanet.de netcologne.de versanet.de alice.de alice-dsl.net o2mail.de o2online.de unitybox.de 1und1.de
            mail.de directbox.com tutanota.com tutanota.de tuta.io proton.me protonmail.com protonmail.ch pm.me
            fastmail.com fastmail.fm hushmail.com zoho.com mail.com email.com usa.com mail.ru bk.ru inbox.ru list.ru
            yandex.ru yandex.com rambler.ru aon.at chello.at a1.net bluewin.ch sunrise.ch hispeed.ch swissonline.ch
            orange.fr wanadoo.fr free.fr sfr.fr laposte.net neuf.fr numericable.fr bbox.fr aliceadsl.fr
            club-internet.fr cegetel.net 9online.fr libero.it virgilio.it tiscali.it alice.it tin.it fastwebnet.it
            inwind.it iol.it email.it telefonica.net terra.es ono.com orange.es movistar.es btinternet.com
            btopenworld.com sky.com virginmedia.com virgin.net ntlworld.com talktalk.net blueyonder.co.uk
            tiscali.co.uk tesco.net plusnet.com o2.co.uk comcast.net verizon.net att.net sbcglobal.net bellsouth.net
            cox.net charter.net earthlink.net optonline.net frontier.com roadrunner.com juno.com rogers.com shaw.ca
            sympatico.ca telus.net videotron.ca bigpond.com bigpond.net.au optusnet.com.au iinet.net.au tpg.com.au
            westnet.com.au ozemail.com.au internode.on.net xtra.co.nz ziggo.nl kpnmail.nl planet.nl home.nl hetnet.nl
            xs4all.nl upcmail.nl casema.nl telenet.be skynet.be proximus.be scarlet.be telia.com bredband.net spray.se
            online.no mail.dk ofir.dk jubii.dk luukku.com elisanet.fi kolumbus.fi wp.pl onet.pl o2.pl interia.pl op.pl
            poczta.onet.pl gazeta.pl seznam.cz email.cz centrum.cz volny.cz azet.sk centrum.sk zoznam.sk freemail.hu
            citromail.hu sapo.pt iol.pt mail.pt uol.com.br bol.com.br terra.com.br ig.com.br qq.com 163.com 126.com
            sina.com rediffmail.com naver.com hanmail.net daum.net abv.bg mail.bg ukr.net i.ua
            """, exact: true)

    static let relays = WordTable<Bool>(
        words: """
            privaterelay.appleid.com marketplace.amazon.com members.ebay.com members.ebay.de members.ebay.co.uk
            members.ebay.fr relay.firefox.com mozmail.com duck.com simplelogin.com simplelogin.co aleeas.com
            slmails.com anonaddy.me anonaddy.com addy.io passmail.net mail.otto.market fulfillment.otto.market
            kaufland-online.de notification.etsy.com customer.zalando.com message.manomano.com notification.mirakl.net
            shop.tiktok.com walmart.relay.com guest.booking.com property.booking.com guest.airbnb.com reply.airbnb.com
            m.expediapartnercentral.com user.kleinanzeigen.de mail.ebay-kleinanzeigen.de mail.kleinanzeigen.de
            craigslist.org relay.leboncoin.fr messagerie.leboncoin.fr facebook.com users.noreply.github.com
            """, exact: true)

    /// Domains of services that lend a mailbox for some minutes or days.
    static let disposable = WordTable<Bool>(
        words: """
            mailinator.com mailinator.net mailinator2.com guerrillamail.com guerrillamail.net guerrillamail.org
            guerrillamail.biz guerrillamail.de guerrillamailblock.com grr.la sharklasers.com pokemail.net spam4.me
            10minutemail.com 10minutemail.net 10minutemail.co.uk 10minutemail.de 20minutemail.com 20minutemail.it
            temp-mail.org temp-mail.io temp-mail.ru tempmail.com tempmail.net tempmail.de tempmail.plus tempmailo.com
            tempail.com tempr.email tempinbox.com temporarymail.com temporaryemail.net temporary-mail.net tmpmail.org
            tmpmail.net throwawaymail.com throwaway.email throwam.com yopmail.com yopmail.fr yopmail.net cool.fr.nf
            jetable.org jetable.com jetable.net jetable.fr.nf nospam.ze.tc nomail.xl.cx mega.zik.dj speed.1s.fr
            trashmail.com trashmail.de trashmail.net trashmail.me trashmail.org trashmail.at trashmail.ws trash-mail.com
            trash-mail.de trash-mail.at trash2009.com wegwerfmail.de wegwerfmail.net wegwerfmail.org wegwerfemail.de
            wegwerfemail.com wegwerf-email.de wegwerf-email.net wegwerf-emails.de einwegmail.com einmalmail.de
            emailwegwerf.de byom.de spambog.com spambog.de spambog.ru discard.email discardmail.com discardmail.de
            spoofmail.de muell.email muellmail.com muellemail.com sofort-mail.de kurzepost.de objectmail.com
            proxymail.eu rcpt.at spambox.us spambox.info spamgourmet.com spamgourmet.net spamfree24.org spamfree24.de
            spamex.com spamavert.com spaml.com maildrop.cc mailnesia.com mailcatch.com mailexpire.com mailnull.com
            mailmoat.com mailsac.com mailtothis.com mailforspam.com mailtemp.info mailde.de mail-temporaire.fr
            mail-temp.com mailpoof.com moakt.com moakt.cc moakt.ws getnada.com nada.email nada.ltd inboxkitten.com
            inboxbear.com dispostable.com disposablemail.com dodgit.com dodgeit.com emailondeck.com emailfake.com
            email-fake.com emailtemporanea.com emailtemporanea.net fakeinbox.com fakemail.net fakemailgenerator.com
            fake-box.com dropmail.me 10mail.org 33mail.com burnermail.io burpcollaborator.net incognitomail.com
            incognitomail.org mintemail.com mohmal.com mytemp.email mytrashmail.com nowmymail.com owlymail.com
            crazymailing.com deadaddress.com despammed.com e4ward.com filzmail.com gishpuppy.com guerillamail.com
            haltospam.com harakirimail.com hidemail.de instant-mail.de kasmail.com klzlk.com linshiyouxiang.net
            luxusmail.org meltmail.com minuteinbox.com no-spam.ws nospamfor.us oneoffemail.com onewaymail.com
            quickinbox.com recode.me safetymail.info selfdestructingmail.com sendspamhere.com shieldedmail.com
            smailpro.com sneakemail.com snapmail.cc sogetthis.com superrito.com teleworm.us armyspy.com cuvox.de
            dayrep.com einrot.com fleckens.hu gustr.com jourrapide.com rhyta.com tempomail.fr thankyou2010.com
            trbvm.com turual.com tyldd.com vomoto.com wh4f.org whyspam.me willselfdestruct.com xagloo.com zippymail.info
            zoemail.com 1secmail.com 1secmail.net 1secmail.org emltmp.com laafd.com esiix.com wwjmp.com vjuum.com
            tafmail.com cock.li internxt.me mail.tm mail.gw
            """, exact: true)

    /// Real domains that differ by one letter from a well-known one: never taken for a typing error.
    static let neighbours = WordTable<Bool>(
        words: """
            mail.com email.com gmx.com gmx.de gmx.net ymail.com fmail.com hotmail.ca yahoo.ca yahoo.cn yahoo.in
            yahoo.no yahoo.se yahoo.dk yahoo.pl yahoo.gr yahoo.nl yahoo.be yahoo.at yahoo.ie yahoo.es yahoo.it
            yahoo.fr hotmail.ch hotmail.se hotmail.dk hotmail.no hotmail.fi hotmail.gr hotmail.be hotmail.nl
            hotmail.it outlook.be outlook.dk outlook.ie outlook.at outlook.pt outlook.cz outlook.hu outlook.sa
            outlook.jp live.at live.be live.ca live.cn live.de live.dk live.fr live.ie live.in live.it live.jp live.nl
            live.no live.pt live.ru live.se live.za aol.fr aol.it aol.es aol.de aol.nl aol.be orange.com orange.es
            orange.be orange.net free.fr freeh.fr fre.fr gmx.fr gmx.es gmx.it gmx.us gmx.tm web.com wed.de alice.fr
            bluewin.com freenet.at freenet.nl mac.com me.com
            """, exact: true)

    /// Slips that are seen often or that are further off than one letter.
    static let slips = WordTable<String>(
        [
            ("gmail.con", "gmail.com"), ("gmail.co", "gmail.com"), ("gmail.cm", "gmail.com"), ("gmail.om", "gmail.com"),
            ("gmail.comm", "gmail.com"), ("gmail.de", "gmail.com"), ("gmail.fr", "gmail.com"),
            ("gmail.es", "gmail.com"),
            ("gmail.it", "gmail.com"), ("gmail.at", "gmail.com"), ("gmail.ch", "gmail.com"),
            ("gmail.co.uk", "gmail.com"),
            ("gmail.com.de", "gmail.com"), ("gmail.net", "gmail.com"), ("gmaill.con", "gmail.com"),
            ("gmial.con", "gmail.com"),
            ("gmeil.com", "gmail.com"), ("g-mail.com", "gmail.com"), ("googelmail.com", "googlemail.com"),
            ("google-mail.com", "googlemail.com"), ("googlemail.de", "googlemail.com"), ("hotmail.con", "hotmail.com"),
            ("hotmail.co", "hotmail.com"), ("hotmail.cm", "hotmail.com"), ("hotmail.co.u", "hotmail.co.uk"),
            ("hotmail.uk", "hotmail.co.uk"), ("yahoo.con", "yahoo.com"), ("yahoo.co", "yahoo.com"),
            ("yahoo.cm", "yahoo.com"),
            ("yahoo.uk", "yahoo.co.uk"), ("yahoo.co.u", "yahoo.co.uk"), ("yhaoo.com", "yahoo.com"),
            ("outlook.con", "outlook.com"),
            ("outlook.co", "outlook.com"), ("outlok.de", "outlook.de"), ("icloud.con", "icloud.com"),
            ("icloud.co", "icloud.com"),
            ("icloud.de", "icloud.com"), ("iclould.com", "icloud.com"), ("tonline.de", "t-online.de"),
            ("t-online.com", "t-online.de"),
            ("t-online.d", "t-online.de"), ("tonlin.de", "t-online.de"), ("t-onlin.de", "t-online.de"),
            ("web.d", "web.de"),
            ("wbe.de", "web.de"), ("wed.de", "web.de"), ("weeb.de", "web.de"), ("webde.de", "web.de"),
            ("web.dee", "web.de"),
            ("gxm.de", "gmx.de"), ("gmx.d", "gmx.de"), ("gmy.de", "gmx.de"), ("gmx.dee", "gmx.de"),
            ("qmx.de", "gmx.de"),
            ("gmx.ed", "gmx.de"), ("gxm.net", "gmx.net"), ("gmx.ner", "gmx.net"), ("gmx.nte", "gmx.net"),
            ("aol.con", "aol.com"),
            ("aol.co", "aol.com"), ("comcast.com", "comcast.net"), ("btinternet.co.uk", "btinternet.com"),
            ("btinternet.con", "btinternet.com"), ("bigpond.com.au", "bigpond.com"), ("orang.fr", "orange.fr"),
            ("wanadou.fr", "wanadoo.fr"), ("freenet.d", "freenet.de"), ("live.con", "live.com"), ("msn.con", "msn.com"),
        ], exact: true)

    /// The domains that a slip of one letter is measured against; the commonest first, since the first one near is
    /// proposed.
    static let wellKnown: [[UInt8]] = [
        "gmail.com", "hotmail.com", "yahoo.com", "outlook.com", "icloud.com", "t-online.de", "freenet.de",
        "googlemail.com",
        "hotmail.co.uk", "yahoo.co.uk", "hotmail.de", "hotmail.fr", "hotmail.es", "yahoo.de", "yahoo.fr", "yahoo.es",
        "outlook.de",
        "outlook.fr", "outlook.es", "orange.fr", "wanadoo.fr", "laposte.net", "btinternet.com", "virginmedia.com",
        "comcast.net",
        "verizon.net", "bigpond.com", "optusnet.com.au", "bluewin.ch", "libero.it", "telefonica.net", "protonmail.com",
        "sbcglobal.net", "bellsouth.net", "live.co.uk",
    ].map { [UInt8]($0.utf8) }
}
