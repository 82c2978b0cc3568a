/// Legal forms by country: `code|spelling|countries|other spellings`.
///
/// In front of the code: `*` telling enough to be found inside a name, `<` also stands before the name, `!` only
/// where the country is known to be one of the form's own. Case, dots, spaces and the way "and" is written don't
/// matter.
enum LegalFormTable {
    static let lines = """
        *gmbh&co.kgaa|GmbH & Co. KGaA|DE|
        *gmbh&co.kg|GmbH & Co. KG|DE AT|GmbH & Co;GmbH & Cie KG;GmbH & Co Kommanditgesellschaft;mbH & Co. KG;\
        GmbH Co. KG;GmbH & KG;\
        GesmbH & Co KG;GmbH & CoKG
        *gmbh&co.ohg|GmbH & Co. OHG|DE|
        *ug&co.kg|UG (haftungsbeschränkt) & Co. KG|DE|UG & Co. KG
        *ag&co.kg|AG & Co. KG|DE|
        *ag&co.kgaa|AG & Co. KGaA|DE|
        *se&co.kg|SE & Co. KG|DE|
        *se&co.kgaa|SE & Co. KGaA|DE|
        *ggmbh|gGmbH|DE|gemeinnützige GmbH
        *gmbh|GmbH|DE AT CH LI LU|G.m.b.H.;GesmbH;Ges.m.b.H.;mbH;Gesellschaft mit beschränkter Haftung;GmbH i.G.;\
        GmbH i.L.;\
        GmbH in Liquidation;GmbH in Gründung;Gmb H
        *ug|UG (haftungsbeschränkt)|DE|UG;UG haftungsb.;UG hb;UG haftungsbeschr.;Unternehmergesellschaft;\
        Unternehmergesellschaft haftungsbeschränkt;UG i.G.
        *kgaa|KGaA|DE|Kommanditgesellschaft auf Aktien
        *ag|AG|DE CH AT LI|Aktiengesellschaft
        *kg|KG|DE AT CH|Kommanditgesellschaft
        *kg|& Co. KG|DE AT CH|& Cie KG
        *ohg|OHG|DE|offene Handelsgesellschaft
        *ohg|& Co. OHG|DE|
        *flexco|FlexCo|AT|Flexible Kapitalgesellschaft;FlexKapG
        !anstalt|Anstalt|LI|
        *<tnhh|Công ty TNHH|VN|TNHH;Cong ty TNHH
        og|OG|AT|offene Gesellschaft
        !keg|KEG|AT|
        *gbr|GbR|DE|Gesellschaft bürgerlichen Rechts;GdbR;BGB-Gesellschaft;GbR mbH
        *ek|e.K.|DE|eingetragener Kaufmann;eingetragene Kauffrau;e.Kfm.;e.Kfr.;e.Kffr.
        eu|e.U.|AT|eingetragener Unternehmer;eingetragene Unternehmerin
        *ev|e.V.|DE|eingetragener Verein
        eg|eG|DE AT|eingetragene Genossenschaft
        genmbh|Gen.m.b.H.|AT|reg. Gen.m.b.H.
        *partg|PartG|DE|Partnerschaftsgesellschaft
        *partgmbb|PartG mbB|DE|PartGmbB;Partnerschaft mbB;Partnerschaftsgesellschaft mbB;Part mbB
        vvag|VVaG|DE|
        kor|KöR|DE|K.d.ö.R.;Körperschaft des öffentlichen Rechts
        aor|AöR|DE|Anstalt des öffentlichen Rechts
        se|SE|DE FR AT NL|Societas Europaea
        ewiv|EWIV|DE AT|
        *<sarl|SARL|FR MA TN DZ SN CI BE MC|S.A.R.L.;société à responsabilité limitée;SARL unipersonnelle
        *<sarl|Sàrl|CH|
        *<sarl|S.à r.l.|LU|
        *sagl|Sagl|CH|
        *<eurl|EURL|FR DZ|E.U.R.L.
        *<sas|SAS|FR|S.A.S.;société par actions simplifiée
        *sas|S.A.S.|CO|SAS
        *<sasu|SASU|FR|S.A.S.U.
        *<sci|SCI|FR|société civile immobilière
        *<snc|SNC|FR CH BE LU|S.N.C.;société en nom collectif
        *snc|S.n.c.|IT|SNC;società in nome collettivo
        *<selarl|SELARL|FR|
        *<selas|SELAS|FR|
        *<scea|SCEA|FR|
        *<earl|EARL|FR|
        *<gaec|GAEC|FR|
        *<scop|SCOP|FR|
        <scp|SCP|FR|
        *<eirl|EIRL|FR|
        *eirl|E.I.R.L.|PE CL|EIRL
        !<ei|EI|FR|
        gie|GIE|FR|
        sa|SA|FR CH BE LU MC MA TN SN|S.A.;société anonyme
        sa|S.A.|ES PT PL RO AR CL CO PE VE EC UY PY BO CR GT PA GR|SA;S/A;sociedad anónima;spółka akcyjna
        sa|S.A.|BR|S/A
        sa|SA|NO|
        asbl|ASBL|BE LU|
        vzw|VZW|BE|
        *sprl|SPRL|BE|
        *bvba|BVBA|BE|
        cvba|CVBA|BE|
        scrl|SCRL|BE|
        commv|CommV|BE|Comm.V.
        *bv|BV|BE|B.V.
        *bv|B.V.|NL|BV;besloten vennootschap
        nv|NV|BE|N.V.;NV/SA;SA/NV
        nv|N.V.|NL|NV
        *vof|VOF|BE NL|V.O.F.;vennootschap onder firma
        !cv|C.V.|NL BE|
        <stichting|Stichting|NL|
        *ltd|Ltd|GB IE US CA AU NZ IN HK IL CY MT NG KE ZA SG|Limited;Ltd.;Lmtd;Limited Company
        *ltd|Co Ltd|GB IE|Co. Ltd.;Company Limited;& Co Ltd;Company Ltd
        *coltd|Co., Ltd.|CN JP KR TW TH VN|Co Ltd;Company Limited;Company Ltd
        *plc|plc|GB IE|P.L.C.;public limited company
        *llp|LLP|GB US CA IN|L.L.P.;limited liability partnership
        lp|LP|US GB CA|L.P.;limited partnership
        *lllp|LLLP|US|
        cic|CIC|GB|Community Interest Company
        cio|CIO|GB|
        dac|DAC|IE|designated activity company
        clg|CLG|IE|company limited by guarantee
        *teo|Teo|IE|Teoranta
        *llc|LLC|US|L.L.C.;Limited Liability Company;Limited Liability Co;LL C
        *llc|L.L.C.|AE QA OM|LLC
        *pllc|PLLC|US|P.L.L.C.
        *inc|Inc.|US CA PH|Incorporated;Inc
        *corp|Corp.|US CA PH|Corporation;Corp
        co|Co.|US GB CA IE|Company
        pc|P.C.|US|PC
        !pa|P.A.|US|
        ulc|ULC|CA IE|
        *ltee|Ltée|CA|Limitée
        *pty|Pty Ltd|AU|Pty;Pty Limited;Proprietary Limited;P/L;Pty. Ltd.;Pty L;Proprietary Ltd
        *pty|(Pty) Ltd|ZA BW NA|Pty Ltd;Pty Limited;Proprietary Limited
        !cc|CC|ZA|
        *pte|Pte Ltd|SG|Pte;Pte Limited;Private Limited
        *pvt|Pvt Ltd|IN PK LK BD|Pvt Limited;Private Limited;Pvt
        *sdnbhd|Sdn Bhd|MY BN|Sendirian Berhad
        bhd|Bhd|MY|Berhad
        *sl|S.L.|ES|SL;sociedad limitada;sociedad de responsabilidad limitada;S.R.L.
        *slu|S.L.U.|ES|SLU;S.L. Unipersonal;sociedad limitada unipersonal
        sau|S.A.U.|ES|SAU
        sll|S.L.L.|ES|SLL;sociedad limitada laboral
        slp|S.L.P.|ES|SLP;sociedad limitada profesional
        slne|S.L.N.E.|ES|SLNE
        !cb|C.B.|ES|comunidad de bienes
        !sc|S.C.|ES MX|sociedad civil
        scoop|S. Coop.|ES|sociedad cooperativa;S. Coop. Ltda.
        *lda|Lda|PT AO MZ|Lda.;Limitada;L.da
        *unipessoal|Unipessoal Lda|PT|Unip. Lda;Unipessoal Limitada
        sgps|SGPS|PT|SGPS S.A.
        *ltda|Ltda.|BR CL CO EC BO|Ltda;Limitada;Cía. Ltda.;Compañía Limitada
        eireli|EIRELI|BR|
        !me|ME|BR|
        epp|EPP|BR|
        *sadecv|S.A. de C.V.|MX|SA de CV;S.A. de CV;Sociedad Anónima de Capital Variable
        *sderldecv|S. de R.L. de C.V.|MX|S de RL de CV
        *sabdecv|S.A.B. de C.V.|MX|SAB de CV
        *sapidecv|S.A.P.I. de C.V.|MX|SAPI de CV
        !ca|C.A.|VE|compañía anónima
        sac|S.A.C.|PE|SAC
        *srl|S.r.l.|IT|SRL;S.R.L.;società a responsabilità limitata;S.r.l. unipersonale
        *srl|SRL|BE RO AR MD DO|S.R.L.;sociedad de responsabilidad limitada
        *srls|S.r.l.s.|IT|SRLS
        !*spa|S.p.A.|IT|società per azioni
        !*spa|SpA|CL DZ|
        *sas-it|S.a.s.|IT|SAS;società in accomandita semplice
        !ss|S.s.|IT|
        sccoop|Soc. coop.|IT|società cooperativa;Soc. Coop. a r.l.;S.C.A.R.L.
        *as|AS|NO|A/S;aksjeselskap
        *a/s|A/S|DK|AS;aktieselskab
        *aps|ApS|DK|anpartsselskab
        i/s|I/S|DK|
        k/s|K/S|DK|
        p/s|P/S|DK|
        ivs|IVS|DK|
        *ab|AB|SE|aktiebolag;AB publ;aktiebolag publ
        *ab|Ab|FI|
        !hb|HB|SE|handelsbolag
        !kb|KB|SE|kommanditbolag
        ekfor|Ek. för.|SE|ekonomisk förening
        *asa|ASA|NO|allmennaksjeselskap
        ans|ANS|NO|
        !da|DA|NO|
        enk|ENK|NO|enkeltpersonforetak
        *oy|Oy|FI|osakeyhtiö;Oy Ab;Oy Ltd
        *oyj|Oyj|FI|Oyj Abp
        !ky|Ky|FI|
        !ay|Ay|FI|
        tmi|Tmi|FI|
        *ehf|ehf.|IS|
        hf|hf.|IS|
        *spzooks|Sp. z o.o. Sp.k.|PL|Spółka z o.o. Sp.k.;Sp. z o.o. Spółka komandytowa;Sp. z o.o. S.K.
        *spzoo|Sp. z o.o.|PL|Spółka z o.o.;Spzoo;Sp z oo;spółka z ograniczoną odpowiedzialnością;SP ZOO
        *spj|Sp.j.|PL|spółka jawna
        *spk|Sp.k.|PL|spółka komandytowa
        !sc|s.c.|PL|spółka cywilna
        *sro|s.r.o.|CZ SK|spol. s r.o.;spol. s.r.o.;společnost s ručením omezeným;spoločnosť s ručením obmedzeným
        as|a.s.|CZ SK|akciová společnost
        vos|v.o.s.|CZ SK|
        !ks|k.s.|CZ SK|
        *kft|Kft.|HU|korlátolt felelősségű társaság
        *zrt|Zrt.|HU|
        *nyrt|Nyrt.|HU|
        !bt|Bt.|HU|
        kkt|Kkt.|HU|
        pfa|PFA|RO|
        *doo|d.o.o.|HR SI RS BA ME MK|
        jdoo|j.d.o.o.|HR|
        !dd|d.d.|HR SI BA|
        !sp|s.p.|SI|
        *<ood|OOD|BG|ООД
        *<eood|EOOD|BG|ЕООД
        !<ad|AD|BG RS|АД
        !<ead|EAD|BG|ЕАД
        *ae|A.E.|GR|ΑΕ;Α.Ε.
        *epe|E.P.E.|GR|ΕΠΕ;Ε.Π.Ε.
        !*ike|I.K.E.|GR|ΙΚΕ;Ι.Κ.Ε.
        !oe|O.E.|GR|ΟΕ;Ο.Ε.
        *as-tr|A.Ş.|TR|anonim şirketi
        *ltdsti|Ltd. Şti.|TR|limited şirketi;San. ve Tic. Ltd. Şti.;Tic. Ltd. Şti.
        *<ou|OÜ|EE|osaühing
        <as-ee|AS|EE LV|aktsiaselts
        !*<sia|SIA|LV|
        *<uab|UAB|LT|
        <ab-lt|AB|LT|
        !mb|MB|LT|
        *<ooo|ООО|RU BY|OOO
        *<zao|ЗАО|RU BY|ZAO
        <oao|ОАО|RU BY|OAO
        *<pao|ПАО|RU|PAO
        <ao|АО|RU KZ|
        *<ip|ИП|RU BY KZ|
        *<tov|ТОВ|UA|ТзОВ;TOV
        <fop|ФОП|UA|
        *<kk|K.K.|JP|KK;Kabushiki Kaisha;株式会社
        !gk|G.K.|JP|Godo Kaisha;合同会社
        !yk|Y.K.|JP|Yugen Kaisha;有限会社
        <pt|PT|ID|
        tbk|Tbk|ID|
        *fze|FZE|AE|
        *fzco|FZCO|AE|
        *fzllc|FZ-LLC|AE|FZ LLC
        *wll|W.L.L.|BH QA KW|WLL
        *<firma|Firma|DE AT CH PL CZ|Fa.
        """
}
