extension HeaderVocabulary {
    /// Lists of customers in Czech, Slovak, Hungarian, Romanian, Croatian, Slovene, Finnish, Estonian, Latvian, Lithuanian,
    /// Turkish, Russian, Ukrainian, Bulgarian, Greek, Japanese, Chinese, Korean, Vietnamese, Indonesian, Catalan, Hebrew and
    /// Arabic.
    static let furtherLanguages: [(ColumnMeaning, String)] = [
        (
            .key,
            """
            číslo, sorszám, azonosító, tunniste, номер, ид, код, № п/п, αριθμός, κωδικός, 番号, 編號, 编号, 序号, 번호, 아이디
            """
        ),
        (
            .customerKey,
            """
            číslo zákazníka, kód zákazníka, id zákazníka, zákaznické číslo, číslo klienta, ügyfélkód, ügyfélszám, vevőkód,
            vevőszám, partnerkód, ügyfél azonosító, cod client, număr client, id client, šifra kupca, šifra stranke,
            šifra partnera, broj kupca, asiakasnumero, asiakasnro, asiakas id, asiakaskoodi, kliendi number, kliendi kood,
            klienta numurs, kliento kodas, kliento numeris, müşteri no, müşteri numarası, müşteri kodu, cari kodu,
            cari kod, номер клиента, код клиента, ид клиента, код контрагента, номер клієнта, код клієнта,
            номер на клиент, κωδικός πελάτη, αριθμός πελάτη, 顧客番号, 顧客コード, 顧客ID, 得意先コード, 会員番号, 取引先コード,
            客户编号, 客户代码, 客户ID, 客戶編號, 会员编号, 고객번호, 고객코드, 고객ID, 회원번호, mã khách hàng, kode pelanggan,
            codi client
            """
        ),
        (
            .owner,
            """
            obchodník, odpovědná osoba, ügyfélkapcsolat, felelős, vastuuhenkilö, myyjä, satış temsilcisi, ответственный,
            менеджер, відповідальний, υπεύθυνος, 担当者, 営業担当, 负责人, 业务员, 負責人, 담당자, agent vânzări
            """
        ),
        (
            .fullName,
            """
            jméno a příjmení, celé jméno, kontaktní osoba, meno a priezvisko, kontaktná osoba, teljes név, név,
            kapcsolattartó, kapcsolattartó neve, ügyfél neve, ügyfélnév, nume complet, nume și prenume, nume si prenume,
            persoană de contact, ime i prezime, ime in priimek, kontakt osoba, kontaktna osoba, koko nimi, nimi,
            yhteyshenkilö, yhteyshenkilön nimi, asiakkaan nimi, asiakas, täisnimi, kontaktisik, vārds uzvārds,
            vardas pavardė, ad soyad, adı soyadı, isim soyisim, ad soyadı, müşteri adı, müşteri, yetkili kişi, yetkili,
            ilgili kişi, фио, ф.и.о., полное имя, имя и фамилия, фамилия имя отчество, фамилия имя, контактное лицо,
            контакт, клиент, покупатель, піб, п.і.б., повне ім'я, контактна особа, клієнт, ім'я та прізвище,
            име и фамилия, лице за контакт, ονοματεπώνυμο, πλήρες όνομα, υπεύθυνος επικοινωνίας, πελάτης, 名前, 氏名,
            お名前, 顧客名, 担当者名, ご担当者名, お客様名, 宛名, 会員名, 姓名, 客户姓名, 联系人, 联系人姓名, 收货人, 收件人, 联络人,
            客户名称, 客戶姓名, 聯絡人, 이름, 성명, 성함, 고객명, 고객이름, 담당자명, 수취인, 받는사람, họ và tên, họ tên, tên,
            tên khách hàng, nama, nama lengkap, nama pelanggan, nom i cognoms, persona de contacte, שם, שם מלא, איש קשר,
            שם לקוח, dane klienta, klient, name full, full name full, الاسم, الاسم الكامل, اسم العميل, ชื่อ, ชื่อลูกค้า, ชื่อสกุล
            """
        ),
        (
            .givenName,
            """
            jméno, křestní jméno, meno, krstné meno, keresztnév, utónév, prenume, ime, etunimi, eesnimi, vārds, vardas,
            ad, adı, isim, имя, ім'я, име, όνομα, 名, ファーストネーム, 名字, 이름, name first, name given, first name given, tên gọi, nama depan, שם פרטי, الاسم الأول
            """
        ),
        (
            .middleName, "отчество, по батькові, презиме, göbek adı, ミドルネーム, tên đệm"
        ),
        (
            .familyName,
            """
            příjmení, priezvisko, vezetéknév, családnév, nume, nume de familie, prezime, priimek, sukunimi, perenimi,
            perekonnanimi, uzvārds, pavardė, soyad, soyadı, soyisim, фамилия, прізвище, επώνυμο, επίθετο, 姓, 苗字, 성, 성씨,
            họ, name last, name family, nama belakang, cognom, cognoms, שם משפחה, اسم العائلة
            """
        ),
        (.prefix, "oslovení, titul, megszólítás, formulă de adresare, titteli, unvan, hitap, обращение, 敬称, 称谓, 직함"),
        (
            .company,
            """
            název, název firmy, název společnosti, společnost, obchodní firma, obchodní název, názov, názov firmy,
            spoločnosť, cég, cégnév, cég neve, vállalat, partner neve, denumire, denumire firmă, nume firmă, companie,
            firmă, tvrtka, naziv, naziv tvrtke, podjetje, naziv podjetja, yritys, yrityksen nimi, yritysnimi, ettevõte,
            ettevõtte nimi, uzņēmums, uzņēmuma nosaukums, įmonė, įmonės pavadinimas, şirket, şirket adı, firma adı,
            firma ünvanı, ticari ünvan, unvanı, компания, название компании, организация, наименование,
            наименование организации, контрагент, фирма, юридическое лицо, компанія, назва компанії, організація,
            підприємство, назва, фирма, дружество, εταιρεία, εταιρία, επωνυμία, επωνυμία εταιρείας, επιχείρηση, 会社名,
            会社, 企業名, 法人名, 勤務先, 取引先名, 得意先名, 店舗名, 貴社名, 公司, 公司名称, 企业名称, 单位, 单位名称, 公司名稱, 회사,
            회사명, 업체명, 상호, 상호명, 기업명, 법인명, 거래처명, 거래처, công ty, tên công ty, perusahaan, nama perusahaan,
            empresa client, sales account, חברה, שם חברה, שם החברה, الشركة, اسم الشركة, บริษัท, ชื่อบริษัท
            """
        ),
        (
            .email,
            """
            emails, e-mails, email addresses, emailová adresa, e-mailová adresa, e-mail cím, email cím, elektronikus levélcím, adresă email, adresa de email,
            adresa e-pošte, e-pošta, e-naslov, sähköposti, sähköpostiosoite, e-posti aadress, e-pasts, el. paštas,
            e-posta, eposta, e-posta adresi, почта, эл. почта, электронная почта, адрес электронной почты, имейл, мейл,
            ел. пошта, електронна пошта, пошта, електронна поща, ηλεκτρονικό ταχυδρομείο, ηλεκτρονική διεύθυνση, メール,
            メールアドレス, Eメール, 電子メール, 邮箱, 电子邮箱, 电子邮件, 邮件, 電子郵件, 電郵, 이메일, 이메일주소, 메일, 메일주소,
            전자우편, thư điện tử, surel, correu electrònic, דוא"ל, אימייל, דואר אלקטרוני, البريد الإلكتروني, อีเมล
            """
        ),
        (
            .phone,
            """
            telefonní číslo, telefón, telefónne číslo, telefonszám, telefon szám, număr de telefon, nr telefon, broj telefona,
            telefonska številka, puhelin, puhelinnumero, puh, puhnro, puh nro, telefoninumber, tālrunis, tālruņa numurs,
            telefonas, telefono numeris, telefon numarası, telefon no, телефон, номер телефона, тел, тел., телефон рабочий,
            рабочий телефон, контактный телефон, номер телефону, телефонен номер, τηλέφωνο, τηλ, αριθμός τηλεφώνου,
            σταθερό, σταθερό τηλέφωνο, 電話, 電話番号, TEL番号, 固定電話, 电话, 电话号码, 联系电话, 座机, 固定电话, 電話號碼, 전화,
            전화번호, 연락처, 유선전화, 회사전화, điện thoại, số điện thoại, telepon, nomor telepon, no telepon, telèfon,
            טלפון, הטלפון, الهاتف, رقم الهاتف, โทรศัพท์, เบอร์โทร, เบอร์โทรศัพท์
            """
        ),
        (
            .mobile,
            """
            mobilní telefon, mobilné číslo, mobiltelefon, mobilszám, telefon mobil, mobitel, broj mobitela, gsm številka,
            matkapuhelin, kännykkä, mobiil, mobiiltelefon, mobilais tālrunis, mobilus telefonas, cep, cep telefonu, gsm no,
            мобильный, мобильный телефон, сотовый, сотовый телефон, мобільний, мобільний телефон, мобилен, мобилен телефон,
            κινητό, κινητό τηλέφωνο, 携帯, 携帯電話, 携帯番号, 携帯電話番号, 手机, 手机号, 手机号码, 移动电话, 手機, 행동전화, 휴대폰,
            휴대전화, 휴대폰번호, 핸드폰, 핸드폰번호, 휴대전화번호, di động, ponsel, handphone, no hp, נייד, טלפון נייד, الجوال,
            رقم الجوال, มือถือ
            """
        ),
        (.fax, "faksi, faks no, φαξ, факс, ファックス, FAX番号, ファクス, 传真, 傳真, 팩스, 팩스번호, פקס, الفاكس"),
        (
            .website,
            """
            webové stránky, www stránky, honlap, weboldal, pagină web, site-ul, web stranica, spletna stran, kotisivu,
            kotisivut, verkkosivu, veebileht, mājaslapa, svetainė, web sitesi, internet sitesi, сайт, веб-сайт,
            интернет-сайт, вебсайт, уебсайт, ιστοσελίδα, ιστότοπος, ホームページ, ウェブサイト, サイト, 网站, 网址, 網站, 홈페이지,
            웹사이트, trang web, situs web, אתר, الموقع
            """
        ),
        (
            .street,
            """
            ulice, ulice a číslo, ulice a čp, adresa, ulice čp, ulica a číslo, utca, utca házszám, cím, lakcím, székhely,
            stradă, strada, adresă, ulica i broj, ulica in številka, naslov, katuosoite, osoite, lähiosoite, postiosoite,
            tänav, aadress, iela, adrese, gatvė, adresas, sokak, cadde, adres satırı, açık adres, адрес, улица, улица дом,
            юридический адрес, почтовый адрес, адрес доставки, адреса, вулиця, адрес на доставка, διεύθυνση, οδός,
            οδός και αριθμός, 住所, 所在地, 番地, 住所1, 市区町村番地, 町名番地, 地址, 详细地址, 街道, 通讯地址, 联系地址, 收货地址, 住址,
            주소, 도로명주소, 상세주소, địa chỉ, alamat, adreça, כתובת, רחוב, العنوان, الشارع, ที่อยู่
            """
        ),
        (.street2, "adresa 2, 住所2, 建物名, マンション名, 주소2, 상세주소2, дом, квартира, офис, apartament"),
        (
            .houseNumber,
            "číslo popisné, čp, č.p., číslo domu, házszám, kućni broj, hišna številka, talonumero, majanumber, номер дома, αριθμός οδού"
        ),
        (
            .postcode,
            """
            psč, psc, směrovací číslo, irányítószám, irsz, ir. szám, cod poștal, cod postal, poštanski broj, poštna številka,
            postinumero, postinro, postiindeks, sihtnumber, pasta indekss, pašto kodas, posta kodu, индекс, почтовый индекс,
            почт. индекс, поштовий індекс, індекс, пощенски код, τ.κ., τκ, ταχυδρομικός κώδικας, ταχ. κώδικας, 郵便番号, 〒,
            邮编, 邮政编码, 郵遞區號, 우편번호, mã bưu điện, kode pos, codi postal, מיקוד, الرمز البريدي, รหัสไปรษณีย์
            """
        ),
        (
            .city,
            """
            město, obec, mesto, település, város, helység, helységnév, oraș, oras, localitate, grad, kraj stranke,
            kaupunki, postitoimipaikka, paikkakunta, linn, asula, pilsēta, miestas, şehir, il ilçe, ilçe, город,
            населенный пункт, нас. пункт, місто, населений пункт, град, населено място, πόλη, 市区町村, 市町村, 市, 都市, 城市,
            所在城市, 도시, 시군구, thành phố, kota, ciutat, població, עיר, ישוב, المدينة, จังหวัด
            """
        ),
        (
            .region,
            "okres, megye, județ, judet, županija, maakunta, maakond, bölge, область, регион, край, район, νομός, περιφέρεια, 都道府県, 省份, 省, 省市, 시도, tỉnh, provinsi"
        ),
        (
            .country,
            """
            země, stát, krajina, ország, țară, tara, țara, država, maa, riik, valsts, šalis, ülke, страна, країна, държава,
            χώρα, 国, 国名, 国家, 國家, 국가, 나라, quốc gia, negara, מדינה, الدولة, الدوله, ประเทศ
            """
        ),
        (
            .vatID,
            """
            dič, dic, dič dph, ič dph, adószám, közösségi adószám, cui, cif ro, cod fiscal, oib, davčna številka, alv numero,
            alv-tunnus, käibemaksukohustuslase number, kmkr, pvn numurs, pvm kodas, vergi no, vergi numarası, vkn, инн, ндс,
            іпн, едрпоу, єдрпоу, ддс номер, αφμ, α.φ.μ., 統一編號, 税号, 纳税人识别号, mã số thuế, npwp, ח.פ., ערך מוסף
            """
        ),
        (
            .registrationNumber,
            """
            ičo, ico, ič, cégjegyzékszám, nr reg com, mbs, matični broj, matična številka, y-tunnus, registrikood,
            reģistrācijas numurs, įmonės kodas, mersis no, огрн, кпп, еик, булстат, аргэми, 法人番号, 统一社会信用代码,
            사업자등록번호, 사업자번호
            """
        ),
        (
            .birthDate,
            """
            datum narození, dátum narodenia, születési dátum, születési idő, data nașterii, datum rođenja, datum rojstva,
            syntymäaika, sünniaeg, doğum tarihi, дата рождения, день рождения, дата народження, дата на раждане,
            ημερομηνία γέννησης, 生年月日, 誕生日, 出生日期, 生日, 생년월일, 생일, ngày sinh, tanggal lahir, תאריך לידה
            """
        ),
        (
            .createdAt,
            """
            vytvořeno, datum vytvoření, datum registrace, létrehozva, regisztráció dátuma, data creării, data înregistrării,
            datum kreiranja, luotu, luontipäivä, oluşturma tarihi, kayıt tarihi, дата создания, создан, дата регистрации,
            дата створення, дата на създаване, ημερομηνία εγγραφής, ημερομηνία δημιουργίας, 登録日, 作成日, 作成日時, 登録日時,
            创建时间, 创建日期, 注册时间, 注册日期, 등록일, 가입일, 생성일, ngày tạo
            """
        ),
        (
            .notes,
            """
            poznámka, poznámky, megjegyzés, observații, observatii, napomena, opomba, opombe, muistiinpanot, lisätiedot,
            huomautus, märkused, piezīmes, pastabos, notlar, açıklama, примечание, примечания, комментарий, комментарии,
            заметки, примітка, примітки, коментар, бележки, забележка, σημειώσεις, παρατηρήσεις, σχόλια, 備考, メモ, 备注,
            備註, 메모, 비고, ghi chú, catatan, הערות, ملاحظات, หมายเหตุ
            """
        ),
        (
            .jobTitle,
            """
            pozice, funkce, pozícia, beosztás, funcție, funcția, radno mjesto, delovno mesto, tehtävänimike, asema,
            ametikoht, amats, pareigos, görev, görevi, должность, посада, длъжност, θέση, ιδιότητα, 役職, 肩書き, 职位, 职务,
            職稱, 직책, 직급, chức vụ, jabatan, תפקיד, المسمى الوظيفي
            """
        ),
        (
            .department,
            "oddělení, oddelenie, osztály, departament, odjel, oddelek, osasto, osakond, departman, отдел, подразделение, відділ, τμήμα, 部署, 部署名, 部门, 部門, 부서, phòng ban, מחלקה"
        ),
        (
            .industry,
            "odvětví, iparág, domeniu de activitate, djelatnost, panoga, toimiala, sektör, отрасль, сфера деятельности, галузь, κλάδος, 業種, 行业, 업종, ngành"
        ),
        (.status, "stav, állapot, stare, tila, durum, durumu, статус, состояние, стан, κατάσταση, ステータス, 状态, 상태"),
        (.tags, "štítky, címkék, etichete, oznake, tunnisteet, etiketler, теги, метки, мітки, ετικέτες, タグ, 标签, 태그"),
        (.language, "jazyk, nyelv, limbă, limba, jezik, kieli, keel, dil, язык, мова, език, γλώσσα, 言語, 语言, 언어"),
        (.currency, "měna, mena, pénznem, monedă, valuutta, para birimi, валюта, νόμισμα, 通貨, 币种, 货币, 통화"),
    ]
}
