### رموز الهدايا: الإضافة والعرض والمشاركة والسجل.

codes-title = رموز الهدايا
codes-filter-hint = أي الرموز؟
codes-filter-all = كل الرموز
codes-open-hint = افتح رمزًا: من حصل عليه؟
codes-none-such = لا توجد رموز من هذا النوع.
codes-for-all = لكل الخوادم
codes-for-all-soon = لكل الخوادم { $when }
codes-own = لهذا الخادم فقط
codes-unposted = يُستبدل هنا فقط
codes-unknown = الرمز { $code } غير معروف في هذا الخادم بعد. استبدله بالأمر { $command-redeem } أو أضفه بالأمر { $command-codes-add }.
codes-is-dead = { $code }: { $why }

## الإضافة

codes-form-title = إضافة رموز هدايا
codes-form-share-title = إضافة رموز لكل الخوادم
codes-form-label = الرموز: واحد أو أكثر
codes-form-hint = كما نُشرت تمامًا: الحروف الكبيرة والصغيرة مهمة
codes-add-title = رموز الهدايا
codes-button-more = إضافة المزيد
codes-button-shared = إضافة لكل الخوادم
codes-button-type = كتابة الرمز
codes-none-typed = لم يُكتب أي رمز. اكتب رمزًا واحدًا على الأقل.
codes-added =
    { $count ->
        [zero] لم يُضف أي رمز: { $codes }
        [one] أُضيف رمز واحد: { $codes }
        [two] أُضيف رمزان: { $codes }
        [few] أُضيفت { $count } رموز: { $codes }
        [many] أُضيف { $count } رمزًا: { $codes }
       *[other] أُضيف { $count } رمز: { $codes }
    }
codes-here =
    { $count ->
        [zero] لا رموز كانت هنا من قبل: { $codes }
        [one] رمز واحد كان هنا من قبل: { $codes }
        [two] رمزان كانا هنا من قبل: { $codes }
        [few] { $count } رموز كانت هنا من قبل: { $codes }
        [many] { $count } رمزًا كانت هنا من قبل: { $codes }
       *[other] { $count } رمز كانت هنا من قبل: { $codes }
    }
codes-dead =
    { $count ->
        [zero] لا رموز متوقفة: { $codes }
        [one] رمز واحد لم يعد يعمل: { $codes }
        [two] رمزان لم يعودا يعملان: { $codes }
        [few] { $count } رموز لم تعد تعمل: { $codes }
        [many] { $count } رمزًا لم تعد تعمل: { $codes }
       *[other] { $count } رمز لم تعد تعمل: { $codes }
    }
codes-revived =
    { $count ->
        [zero] لا توجد رموز تُجرَّب من جديد
        [one] رمز واحد لم يكن يعمل ويُجرَّب من جديد: { $codes }
        [two] رمزان لم يكونا يعملان ويُجرَّبان من جديد: { $codes }
        [few] { $count } رموز لم تكن تعمل وتُجرَّب من جديد: { $codes }
        [many] { $count } رمزًا لم تكن تعمل وتُجرَّب من جديد: { $codes }
       *[other] { $count } رمز لم تكن تعمل وتُجرَّب من جديد: { $codes }
    }
codes-over-quota =
    { $count ->
        [zero] بلغت الحد اليومي: لم يُترك أي رمز: { $codes }
        [one] بلغت الحد اليومي: تُرك رمز واحد: { $codes }. حاول غدًا.
        [two] بلغت الحد اليومي: تُرك رمزان: { $codes }. حاول غدًا.
        [few] بلغت الحد اليومي: تُركت { $count } رموز: { $codes }. حاول غدًا.
        [many] بلغت الحد اليومي: تُرك { $count } رمزًا: { $codes }. حاول غدًا.
       *[other] بلغت الحد اليومي: تُرك { $count } رمز: { $codes }. حاول غدًا.
    }
codes-wrong = ليس رمز هدية: { $texts }. يتكوّن الرمز من 1 إلى 64 من الحروف الإنجليزية (A–Z) والأرقام والعلامتين - و _ دون مسافات.
codes-next-on = يستبدلها البوت الآن لكل الأعضاء. يعرض «{ button-runs }» التقدّم.
codes-next-off = الاستبدال التلقائي متوقف في هذا الخادم، فلن يحدث شيء وحده. اضغط «{ button-redeem-now }» عند الرمز، أو فعّل الاستبدال التلقائي في «{ button-settings }».

## عند الشك

codes-doubtful = رمز هدية أم مجرد كلمة؟ { $codes }
codes-did-you-mean = كتبت { $code }. هل تقصد { $meant }؟
codes-button-take = إضافة { $code }
codes-button-redeem = استبدال { $code }

## المشاركة

codes-share-title = هل تشارك مع كل الخوادم؟
codes-share-these =
    { $count ->
        [zero] لا رموز للمشاركة: { $codes }
        [one] هل تشارك رمزًا واحدًا مع كل الخوادم؟ سيحصل عليه كل خادم يستخدم هذا البوت: { $codes }
        [two] هل تشارك رمزين مع كل الخوادم؟ سيحصل عليهما كل خادم يستخدم هذا البوت: { $codes }
        [few] هل تشارك { $count } رموز مع كل الخوادم؟ سيحصل عليها كل خادم يستخدم هذا البوت: { $codes }
        [many] هل تشارك { $count } رمزًا مع كل الخوادم؟ سيحصل عليها كل خادم يستخدم هذا البوت: { $codes }
       *[other] هل تشارك { $count } رمز مع كل الخوادم؟ سيحصل عليها كل خادم يستخدم هذا البوت: { $codes }
    }
codes-share-soon =
    { $count ->
        [zero] لا رموز لكل الخوادم { $when }: { $codes }.
        [one] رمز واحد يصير لكل الخوادم { $when }: { $codes }. يمكنك التراجع حتى ذلك الحين.
        [two] رمزان يصيران لكل الخوادم { $when }: { $codes }. يمكنك التراجع حتى ذلك الحين.
        [few] { $count } رموز تصير لكل الخوادم { $when }: { $codes }. يمكنك التراجع حتى ذلك الحين.
        [many] { $count } رمزًا تصير لكل الخوادم { $when }: { $codes }. يمكنك التراجع حتى ذلك الحين.
       *[other] { $count } رمز تصير لكل الخوادم { $when }: { $codes }. يمكنك التراجع حتى ذلك الحين.
    }
codes-kept =
    { $count ->
        [zero] لا رموز تبقى لهذا الخادم فقط: { $codes }
        [one] رمز واحد يبقى لهذا الخادم فقط: { $codes }
        [two] رمزان يبقيان لهذا الخادم فقط: { $codes }
        [few] { $count } رموز تبقى لهذا الخادم فقط: { $codes }
        [many] { $count } رمزًا تبقى لهذا الخادم فقط: { $codes }
       *[other] { $count } رمز تبقى لهذا الخادم فقط: { $codes }
    }
codes-share-nothing = لا شيء للمشاركة: هذه الرموز لكل الخوادم من قبل، أو لم تعد تعمل، أو أُزيلت هنا.
codes-share-too-late = فات وقت التراجع: هذه الرموز صارت لكل الخوادم.
codes-share-forgotten = طُرح هذا السؤال قبل وقت طويل. افتح رمزًا في /{ command-codes } { command-codes-list } لتشاركه.
codes-button-share = مشاركة مع كل الخوادم
codes-button-take-back = تراجع

## الإزالة

codes-remove-here = سيُزال الرمز { $code } من هذا الخادم ولن يُستبدل هنا بعد الآن. يبقى معروفًا من حصل عليه.
codes-remove-everywhere = الرمز { $code } لكل الخوادم. سيُزال منها كلها ولن يُستبدل بعد الآن. يبقى معروفًا من حصل عليه.
codes-removed = أُزيل الرمز { $code }.
codes-not-removable = لا يمكن إزالة الرمز { $code } من هنا. يزيل المشرفون الرموز التي أُضيفت في هذا الخادم وله فقط؛ أما رموز كل الخوادم فيزيلها مشغّل البوت فقط.

## السجل

codes-history-title = الرمز { $code }
codes-life-untried = لم يُجرَّب هذا الرمز بعد.
codes-life-alive = هذا الرمز يعمل.
codes-life-dead = هذا الرمز لا يعمل.
codes-issue = { $code } (صدر من جديد، رقم { $count })
codes-issued-again = صدر من جديد: هذه هي الهدية رقم { $count } لهذا الرمز.
codes-added-at = أُضيف { $when }
codes-run = هنا: { $run }
codes-not-own = لا يُشارَك من هنا إلا رمز أُضيف في هذا الخادم. الرمز { $code } لم يُضف هنا.
codes-not-asked = لم يُجرَّب بعد
    .advice = اضغط «{ button-redeem-now }».
codes-view = { $group } ({ $count })
codes-view-hint = اعرض من
codes-resting =
    { $count ->
        [zero] يمكن السؤال عن الجميع مرة أخرى.
        [one] سُئلت اللعبة عن عضو واحد قبل قليل، ويمكن السؤال عنه مرة أخرى { $when }.
        [two] سُئلت اللعبة عن عضوين قبل قليل، ويمكن السؤال عن أولهما مرة أخرى { $when }.
        [few] سُئلت اللعبة عن { $count } أعضاء قبل قليل، ويمكن السؤال عن أولهم مرة أخرى { $when }.
        [many] سُئلت اللعبة عن { $count } عضوًا قبل قليل، ويمكن السؤال عن أولهم مرة أخرى { $when }.
       *[other] سُئلت اللعبة عن { $count } عضو قبل قليل، ويمكن السؤال عن أولهم مرة أخرى { $when }.
    }
codes-nobody = لا أحد.
codes-ids-file =
    { $count ->
        [zero] لا معرّفات في الملف.
        [one] معرّف لاعب واحد في الملف.
        [two] معرّفا لاعبين في الملف.
        [few] { $count } معرّفات لاعبين في الملف، مرتبة حسب السبب.
        [many] { $count } معرّف لاعب في الملف، مرتبة حسب السبب.
       *[other] { $count } معرّف لاعب في الملف، مرتبة حسب السبب.
    }
codes-by-hand = لم تسجّل بعد؟
    .how = انسخ رمزًا: { $codes }. اضغط «{ button-page }» واكتبه هناك، فتصلك الهدية في بريد اللعبة. أو احصل على كل الرموز تلقائيًا: { $command-enroll }
form-code-states-title =
    { $title ->
        [kingshot] مملكة واحدة لهم جميعًا
       *[wos] ولاية واحدة لهم جميعًا
    }
codes-states-set =
    { $title ->
        [kingshot]
            { $count ->
                [zero] لم يعد أحد يحتاج إلى مملكة. يتحقق البوت مرة أخرى.
                [one] صارت مملكة عضو واحد { $state }. يحاول البوت مرة أخرى.
                [two] صارت مملكة عضوين { $state }. يحاول البوت مرة أخرى.
                [few] صارت مملكة { $count } أعضاء { $state }. يحاول البوت مرة أخرى.
                [many] صارت مملكة { $count } عضوًا { $state }. يحاول البوت مرة أخرى.
               *[other] صارت مملكة { $count } عضو { $state }. يحاول البوت مرة أخرى.
            }
       *[wos]
            { $count ->
                [zero] لم يعد أحد يحتاج إلى ولاية. يتحقق البوت مرة أخرى.
                [one] صارت ولاية عضو واحد { $state }. يحاول البوت مرة أخرى.
                [two] صارت ولاية عضوين { $state }. يحاول البوت مرة أخرى.
                [few] صارت ولاية { $count } أعضاء { $state }. يحاول البوت مرة أخرى.
                [many] صارت ولاية { $count } عضوًا { $state }. يحاول البوت مرة أخرى.
               *[other] صارت ولاية { $count } عضو { $state }. يحاول البوت مرة أخرى.
            }
    }

## تجربة رمز لا يعمل من جديد، واللحاق بما فات

codes-button-again = جرّبه من جديد
codes-again-sure = هل يجرّب البوت { $code } من جديد؟ يُسأل عنه لاعب أو لاعبان. إن كان يعمل استُبدل للجميع، وإلا فلن يتغير شيء. يمكن ذلك مرة في الساعة لكل رمز، و{ $most } مرات في اليوم على هذا الخادم.
codes-again-too-often = جرى ذلك { $most } مرات على هذا الخادم خلال اليوم الأخير. حاول غدًا من فضلك.
codes-again-too-soon = جُرّب { $code } من جديد قبل أقل من ساعة. انتظر قليلًا من فضلك.
button-catch-up = اللحاق بما فات
catch-up-title = اللحاق بما فات
catch-up-nothing = لا حاجة إلى فعل شيء: كل من يمكن السؤال عنه لديه كل الرموز التي تعمل.
catch-up-codes =
    { $count ->
        [zero] لا توجد رموز ناقصة
        [one] رمز واحد يعمل أو قد يعمل ليس لدى الجميع: { $codes }
        [two] رمزان يعملان أو قد يعملان ليسا لدى الجميع: { $codes }
        [few] { $count } رموز تعمل أو قد تعمل ليست لدى الجميع: { $codes }
        [many] { $count } رمزًا تعمل أو قد تعمل ليست لدى الجميع: { $codes }
       *[other] { $count } رمز تعمل أو قد تعمل ليست لدى الجميع: { $codes }
    }
catch-up-cost =
    { $count ->
        [zero] لا يلزم أي طلب إلى اللعبة، أي نحو { $time }.
        [one] يلزم طلب واحد إلى اللعبة على الأكثر، أي نحو { $time } إن لم يُستبدل شيء آخر.
        [two] يلزم طلبان إلى اللعبة على الأكثر، أي نحو { $time } إن لم يُستبدل شيء آخر.
        [few] يلزم { $count } طلبات إلى اللعبة على الأكثر، أي نحو { $time } إن لم يُستبدل شيء آخر.
        [many] يلزم { $count } طلبًا إلى اللعبة على الأكثر، أي نحو { $time } إن لم يُستبدل شيء آخر.
       *[other] يلزم { $count } طلب إلى اللعبة على الأكثر، أي نحو { $time } إن لم يُستبدل شيء آخر.
    }
catch-up-begun =
    { $count ->
        [zero] لا توجد رموز تُستبدل. يعرض «{ button-runs }» سير العمل.
        [one] يستبدل البوت رمزًا واحدًا لمن ينقصه. يعرض «{ button-runs }» سير العمل.
        [two] يستبدل البوت رمزين لمن ينقصانه. يعرض «{ button-runs }» سير العمل.
        [few] يستبدل البوت { $count } رموز لمن تنقصه. يعرض «{ button-runs }» سير العمل.
        [many] يستبدل البوت { $count } رمزًا لمن تنقصه. يعرض «{ button-runs }» سير العمل.
       *[other] يستبدل البوت { $count } رمز لمن تنقصه. يعرض «{ button-runs }» سير العمل.
    }

## الاستبدال

codes-redeem-title = استبدال رمز
codes-redeem-label = رمز الهدية
codes-message-title = الرموز في هذه الرسالة
codes-message-none = يبدو أنه لا يوجد رمز هدية في هذه الرسالة. إن كان فيها رمز فاكتبه.
codes-message-several =
    { $count ->
        [zero] لا رموز في هذه الرسالة.
        [one] في هذه الرسالة رمز واحد. هل يُستبدل؟
        [two] في هذه الرسالة رمزان. أيهما يُستبدل؟
        [few] في هذه الرسالة { $count } رموز. أيها يُستبدل؟
        [many] في هذه الرسالة { $count } رمزًا. أيها يُستبدل؟
       *[other] في هذه الرسالة { $count } رمز. أيها يُستبدل؟
    }
codes-message-hint = اختر رمزًا أو أكثر

## من فعل ماذا

audit-codes-found =
    { $count ->
        [zero] لم يأتِ بأي رمز برسالة في { $channel }
        [one] أتى برمز هدية واحد برسالة في { $channel }
        [two] أتى برمزي هدية برسالة في { $channel }
        [few] أتى بـ{ $count } رموز هدايا برسالة في { $channel }
        [many] أتى بـ{ $count } رمز هدية برسالة في { $channel }
       *[other] أتى بـ{ $count } رمز هدية برسالة في { $channel }
    }
audit-codes-added =
    { $count ->
        [zero] لم يُضف أي رمز
        [one] أضاف رمز هدية واحدًا
        [two] أضاف رمزي هدية
        [few] أضاف { $count } رموز هدايا
        [many] أضاف { $count } رمز هدية
       *[other] أضاف { $count } رمز هدية
    }
audit-codes-shared =
    { $count ->
        [zero] لم يشارك أي رمز
        [one] شارك رمزًا واحدًا مع كل الخوادم
        [two] شارك رمزين مع كل الخوادم
        [few] شارك { $count } رموز مع كل الخوادم
        [many] شارك { $count } رمزًا مع كل الخوادم
       *[other] شارك { $count } رمز مع كل الخوادم
    }
audit-codes-kept =
    { $count ->
        [zero] لم يتراجع عن أي رمز: { $codes }
        [one] تراجع عن مشاركة رمز واحد: { $codes }
        [two] تراجع عن مشاركة رمزين: { $codes }
        [few] تراجع عن مشاركة { $count } رموز: { $codes }
        [many] تراجع عن مشاركة { $count } رمزًا: { $codes }
       *[other] تراجع عن مشاركة { $count } رمز: { $codes }
    }
audit-code-removed = أزال الرمز { $code }
audit-code-shared = شارك الرمز { $code } مع كل الخوادم
audit-code-retry = أعاد المحاولة لمن لم ينجح: { $code }
audit-code-states =
    { $title ->
        [kingshot]
            { $count ->
                [zero] لم تُحدَّد المملكة { $state } لأحد ({ $code })
                [one] حدّد المملكة { $state } لعضو واحد فاته الرمز { $code }
                [two] حدّد المملكة { $state } لعضوين فاتهما الرمز { $code }
                [few] حدّد المملكة { $state } لـ { $count } أعضاء فاتهم الرمز { $code }
                [many] حدّد المملكة { $state } لـ { $count } عضوًا فاتهم الرمز { $code }
               *[other] حدّد المملكة { $state } لـ { $count } عضو فاتهم الرمز { $code }
            }
       *[wos]
            { $count ->
                [zero] لم تُحدَّد الولاية { $state } لأحد ({ $code })
                [one] حدّد الولاية { $state } لعضو واحد فاته الرمز { $code }
                [two] حدّد الولاية { $state } لعضوين فاتهما الرمز { $code }
                [few] حدّد الولاية { $state } لـ { $count } أعضاء فاتهم الرمز { $code }
                [many] حدّد الولاية { $state } لـ { $count } عضوًا فاتهم الرمز { $code }
               *[other] حدّد الولاية { $state } لـ { $count } عضو فاتهم الرمز { $code }
            }
    }
audit-code-tried-again = طلب تجربة { $code } من جديد
audit-caught-up =
    { $count ->
        [zero] لم يلحق بأي رمز
        [one] لحق برمز واحد
        [two] لحق برمزين
        [few] لحق بـ { $count } رموز
        [many] لحق بـ { $count } رمزًا
       *[other] لحق بـ { $count } رمز
    }
audit-redeem = استبدل الرمز { $code }
audit-redeem-several =
    { $count ->
        [zero] لم يستبدل أي رمز
        [one] استبدل رمزًا واحدًا
        [two] استبدل رمزين
        [few] استبدل { $count } رموز
        [many] استبدل { $count } رمزًا
       *[other] استبدل { $count } رمز
    }
