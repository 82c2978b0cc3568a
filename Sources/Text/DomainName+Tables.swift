extension DomainName {
    // Keys here are domains in standard form, compared byte by byte.

    static let endings = WordTable<Bool>(
        words: """
            co.uk org.uk me.uk ltd.uk plc.uk net.uk ac.uk gov.uk nhs.uk sch.uk com.au net.au org.au edu.au gov.au
            id.au asn.au co.nz net.nz org.nz ac.nz govt.nz co.jp ne.jp or.jp ac.jp go.jp com.br net.br org.br gov.br
            co.za org.za net.za web.za com.mx org.mx net.mx com.ar net.ar org.ar com.tr net.tr org.tr gov.tr edu.tr
            co.il org.il ac.il com.sg com.my com.hk com.tw com.cn net.cn org.cn com.pl net.pl org.pl waw.pl com.ua
            co.in net.in org.in co.kr or.kr com.pt com.es nom.es org.es com.gr com.cy com.mt com.ro com.hr com.co
            com.pe com.ve com.ec com.uy com.py com.bo com.ph com.vn com.sa com.eg com.ng co.ke co.tz co.ug co.zw co.th
            in.th co.id or.id com.pk co.at or.at ac.at gv.at co.hu asso.fr com.fr gouv.fr co.it gov.it edu.it com.de
            co.de co.no co.cr com.pa com.do com.gt com.sv com.ni
            """, exact: true)

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
