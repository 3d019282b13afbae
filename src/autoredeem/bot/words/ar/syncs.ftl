### قوائم اللاعبين المحفوظة في مكان آخر: متابعتها، وما تغيّر فيها.

button-syncs = المزامنة
sync-title = المزامنة
sync-how = يستطيع البوت متابعة قوائم لاعبين محفوظة في مكان آخر، ويخبرك بمن انضم ومن غادر ومن غيّر اسمه أو انتقل. لا يُحذف أحد إلا إذا ضغطت زرًا لذلك. ما تقوله القائمة عن ولاية اللاعب تلميح فقط: ما كتبته يبقى، واللعبة هي التي تقرر.
sync-button-follow = متابعة قائمة من { $provider }
sync-form-title = متابعة قائمة
sync-form-list = أي قائمة؟
sync-form-alliance = تحالف هنا للاعبيها (اختياري)
sync-read-at =
    { $count ->
        [zero] قُرئت { $when }: لا لاعبين.
        [one] قُرئت { $when }: لاعب واحد.
        [two] قُرئت { $when }: لاعبان.
        [few] قُرئت { $when }: { $count } لاعبين.
        [many] قُرئت { $when }: { $count } لاعبًا.
       *[other] قُرئت { $when }: { $count } لاعب.
    }
sync-never-read = لم تُقرأ بعد: سيحدث ذلك خلال دقيقة.
sync-trouble-unreachable = لا يمكن الوصول إلى القائمة الآن. ستُعاد المحاولة.
sync-trouble-refused = صاحب القائمة يرفض البوت: على مشغّل البوت أن يراجع المفتاح.
sync-trouble-later = صاحب القائمة يطلب من البوت الانتظار. ستُعاد المحاولة لاحقًا.
sync-trouble-not-there = لا توجد قائمة كهذه. هل اسمها صحيح؟
sync-trouble-unreadable = ما وصل ليس قائمة لاعبين. ستُعاد المحاولة.
sync-trouble-too-large = القائمة أكبر من أن تكون قائمة لاعبين.
sync-trouble-empty = القائمة فارغة، فلم يُستنتج منها شيء.
sync-trouble-strange = تنقص القائمة معظم اللاعبين الذين كانوا فيها، فلم يُستنتج منها شيء.
sync-strange = عدد اللاعبين فيها الآن: { $count }، وكان: { $before }. إن كان ذلك صحيحًا فأكّده.
sync-alliance = يُضاف لاعبوها إلى التحالف { $alliance }.
sync-waiting = في القائمة وغير مسجّلين: { $newcomers }. مسجّلون وغائبون عن القائمة ثلاث مرات متتالية: { $left }.
sync-enrols = يُسجَّل كل جديد في القائمة تلقائيًا.
sync-enrols-not = يُسجَّل الجديد في القائمة عندما تطلب ذلك.
sync-button-enrols-on = تسجيل تلقائي
sync-button-enrols-off = بلا تسجيل تلقائي
sync-button-newcomers = سجّل هؤلاء ({ $count })
sync-button-left = احذف هؤلاء ({ $count })
sync-button-accept = هذه القائمة صحيحة
sync-button-read = اقرأها الآن
sync-button-changes = كل التغييرات
sync-button-stop = إيقاف المتابعة
sync-button-open = افتح القائمة
sync-no-provider = لم يفعّل مشغّل البوت مصدر قوائم كهذا.
sync-none-such = لم تعد هذه القائمة متابَعة.
sync-too-many = يمكن للخادم متابعة { $most } من القوائم. أوقف متابعة واحدة أولًا.
sync-wrong-list = لا يمكن أن يكون { $text } اسم قائمة. يبدو الاسم هكذا: { $hint }
sync-no-such-alliance = لا يوجد هنا تحالف باسم { $text }. أنشئه أولًا.
sync-nobody-new = كل من في القائمة مسجّل.
sync-nobody-left = لم يغادر القائمة أحد من المسجّلين.
sync-enrolled-title = سُجّلوا من القائمة
sync-enrolled =
    { $count ->
        [zero] لم يُسجَّل أحد جديد.
        [one] سُجّل لاعب واحد.
        [two] سُجّل لاعبان.
        [few] سُجّل { $count } لاعبين.
        [many] سُجّل { $count } لاعبًا.
       *[other] سُجّل { $count } لاعب.
    }
sync-never =
    { $count ->
        [zero] لا أحد يرفض التسجيل هنا.
        [one] لاعب واحد لا يريد أن يُسجَّل هنا.
        [two] لاعبان لا يريدان أن يُسجَّلا هنا.
        [few] { $count } لاعبين لا يريدون أن يُسجَّلوا هنا.
        [many] { $count } لاعبًا لا يريدون أن يُسجَّلوا هنا.
       *[other] { $count } لاعب لا يريدون أن يُسجَّلوا هنا.
    }
sync-no-changes = لم تغيّر هذه القائمة شيئًا بعد.
sync-changes-title = تغييرات القائمة
sync-changes =
    { $count ->
        [zero] { $list }: لا تغييرات.
        [one] { $list }: تغيير واحد، في الملف.
        [two] { $list }: تغييران، في الملف.
        [few] { $list }: { $count } تغييرات، في الملف.
        [many] { $list }: { $count } تغييرًا، في الملف.
       *[other] { $list }: { $count } تغيير، في الملف.
    }
sync-news-title = أخبار القائمة { $list }
sync-news-first =
    { $count ->
        [zero] قُرئت القائمة للمرة الأولى: لا لاعبين.
        [one] قُرئت القائمة للمرة الأولى: لاعب واحد.
        [two] قُرئت القائمة للمرة الأولى: لاعبان.
        [few] قُرئت القائمة للمرة الأولى: { $count } لاعبين.
        [many] قُرئت القائمة للمرة الأولى: { $count } لاعبًا.
       *[other] قُرئت القائمة للمرة الأولى: { $count } لاعب.
    }
sync-news-joined = انضموا: { $count }
sync-news-left = غادروا: { $count }
sync-news-renamed = غيّروا أسماءهم: { $count }
sync-news-moved =
    { $title ->
        [kingshot] انتقلوا إلى مملكة أخرى: { $count }
       *[wos] انتقلوا إلى ولاية أخرى: { $count }
    }
sync-news-player = - { $player }
sync-news-change = - { $player }: ‏{ $before } ← { $after }
audit-sync-followed = يتابع القائمة { $list }
audit-sync-stopped = لم يعد يتابع القائمة { $list }
audit-sync-enrols-on = جعل الجدد في القائمة { $list } يُسجَّلون تلقائيًا
audit-sync-enrols-off = جعل الجدد في القائمة { $list } لا يُسجَّلون تلقائيًا
audit-sync-accepted = قال إن القائمة { $list } صحيحة

member-listed-joined = { $when }: انضم إلى القائمة
member-listed-left = { $when }: غادر القائمة
member-listed-renamed = { $when }: { $before } ← { $after }
member-listed-moved =
    { $title ->
        [kingshot] { $when }: المملكة { $before } ← { $after }
       *[wos] { $when }: الولاية { $before } ← { $after }
    }
member-listed-level = { $when }: المستوى { $before } ← { $after }
