/// ISO 639-1 beyond the languages that have names in several languages: code|codes and English names.
/// Made from Debian's iso-codes by Benchmarks/region_table.py
enum LanguageTable {
    static let lines = """
        aa|aa aar afar
        ab|ab abk abkhazian
        ak|ak aka akan
        am|am amh amharic
        an|an arg aragonese
        as|as asm assamese
        av|av ava avaric
        ae|ae ave avestan
        ay|ay aym aymara
        az|az aze azerbaijani
        ba|ba bak bashkir
        bm|bm bam bambara
        bh|bh bih bihari_languages
        bi|bi bis bislama
        bo|bo bod tib tibetan
        br|br bre breton
        ch|ch cha chamorro
        ce|ce che chechen
        cu|cu chu church_slavic old_slavonic church_slavonic old_bulgarian old_church_slavonic
        cv|cv chv chuvash
        kw|kw cor cornish
        co|co cos corsican
        cr|cr cre cree
        dv|dv div divehi dhivehi maldivian
        dz|dz dzo dzongkha
        ee|ee ewe
        fo|fo fao faroese
        fj|fj fij fijian
        fy|fy fry western_frisian
        ff|ff ful fulah
        gv|gv glv manx
        gn|gn grn guarani
        gu|gu guj gujarati
        ht|ht hat haitian haitian_creole
        ha|ha hau hausa
        hz|hz her herero
        ho|ho hmo hiri_motu
        hy|hy hye arm armenian
        ig|ig ibo igbo
        io|io ido
        ii|ii iii sichuan_yi nuosu
        iu|iu iku inuktitut
        ie|ie ile interlingue occidental
        ia|ia ina
        ik|ik ipk inupiaq
        jv|jv jav javanese
        kl|kl kal kalaallisut greenlandic
        kn|kn kan kannada
        ks|ks kas kashmiri
        ka|ka kat geo georgian
        kr|kau kanuri
        kk|kk kaz kazakh
        km|km khm central_khmer
        ki|ki kik kikuyu gikuyu
        rw|rw kin kinyarwanda
        ky|ky kir kirghiz kyrgyz
        kv|kv kom komi
        kg|kg kon kongo
        kj|kj kua kuanyama kwanyama
        ku|ku kur kurdish
        lo|lo lao
        li|li lim limburgan limburger limburgish
        ln|ln lin lingala
        lu|lu lub luba_katanga
        lg|lg lug ganda
        mh|mh mah marshallese
        ml|ml mal malayalam
        mr|mr mar marathi
        mg|mg mlg malagasy
        mn|mn mon mongolian
        mi|mi mri mao maori
        my|my mya bur burmese
        na|na nau nauru
        nv|nv nav navajo navaho
        nr|nr nbl south_ndebele
        nd|nd nde north_ndebele
        ng|ng ndo ndonga
        ne|ne nep nepali
        nn|norwegian_nynorsk
        nb|norwegian_bokmal
        ny|ny nya chichewa chewa nyanja
        oc|oc oci provencal
        oj|oj oji ojibwa
        or|or ori oriya
        om|om orm oromo
        os|os oss ossetian ossetic
        pi|pi pli pali
        ps|ps pus pushto pashto
        qu|qu que quechua
        rm|rm roh romansh
        rn|rn run rundi
        sg|sg sag sango
        sa|sa san sanskrit
        si|si sin sinhala sinhalese
        se|sme northern_sami
        sm|sm smo samoan
        sn|sn sna shona
        sd|sd snd sindhi
        so|so som somali
        st|st sot
        sc|sc srd sardinian
        ss|ss ssw swati
        su|su sun sundanese
        ty|ty tah tahitian
        tt|tt tat tatar
        te|te tel telugu
        tg|tg tgk tajik
        ti|ti tir tigrinya
        to|to ton
        tn|tn tsn tswana
        ts|ts tso tsonga
        tk|tk tuk turkmen
        tw|tw twi
        ug|ug uig uighur uyghur
        uz|uz uzb uzbek
        ve|ve ven venda
        vo|vo vol volapuk
        wa|wa wln walloon
        wo|wo wol wolof
        xh|xh xho xhosa
        yi|yi yid yiddish
        yo|yo yor yoruba
        za|za zha zhuang chuang
        zu|zu zul zulu
        """
}
