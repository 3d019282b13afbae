### ما يفعله اللاعبون بأنفسهم: التسجيل والحسابات والبيانات.

## حساباتهم

players-title = حساباتك
players-account-title = حسابك
players-which = أي حساب؟
players-named = { $name } ({ $id })
players-state = { word-state } { $state }
players-no-state =
    { $title ->
        [kingshot] المملكة غير محددة
       *[wos] الولاية غير محددة
    }
players-level =
    { $title ->
        [kingshot] مركز المدينة { $level }
       *[wos] الفرن { $level }
    }
players-not-yours = { $id } ليس من حساباتك في هذا الخادم. اعرض حساباتك بالأمر { $command-me }.

players-button-data = بياناتي
players-button-another = تسجيل حساب
players-button-another-in = { players-button-another }: { $game }
players-button-enter =
    { $title ->
        [kingshot] إدخال المملكة
       *[wos] إدخال الولاية
    }
players-button-state =
    { $title ->
        [kingshot] تغيير المملكة
       *[wos] تغيير الولاية
    }

## ما حدث لكل رمز

players-waits = { $code }: ينتظر دوره
players-got = { $code }: { $outcome }، { $when }
players-failed = { $code }: { $outcome }، { $when }. { $advice }
players-answer = أجابت اللعبة: { $text }
players-advice-level = بعد رفع المستوى اضغط «{ players-button-retry }».
players-advice-state = اضغط «{ players-button-state }»، ثم يحاول البوت مرة أخرى وحده.
players-advice-player = تحقق من معرّف اللاعب. إن كان خاطئًا فاضغط «{ notify-button-mend }».
players-advice-code = اللعبة لا تعرف هذا الرمز. لا يلزم شيء.
players-advice-later = كانت اللعبة مشغولة. اضغط «{ players-button-retry }» لاحقًا.
players-advice-unknown = لا يعرف البوت هذه الإجابة بعد. اضغط «{ players-button-retry }» لاحقًا.
players-advice-no-state =
    { $title ->
        [kingshot] تحتاج اللعبة إلى المملكة أيضًا. من دونها لا يحصل هذا الحساب على رموز الهدايا: اضغط «{ players-button-enter }».
       *[wos] تحتاج اللعبة إلى الولاية أيضًا. من دونها لا يحصل هذا الحساب على رموز الهدايا: اضغط «{ players-button-enter }».
    }

## كل الحسابات في نظرة واحدة، وما يفعله الشخص بأحدها

players-glance =
    ✅ استُبدل · ❌ لم ينجح · ⏳ ينتظر
    آخر الرموز، الأحدث أولًا: { $codes }
players-button-account = هذا الحساب
players-button-name = تسمية
players-button-retry = إعادة المحاولة
players-retry-title = محاولة أخرى
players-retried =
    { $count ->
        [zero] لا يُعاد أي رمز لهذا الحساب.
        [one] تُعاد محاولة رمز واحد لهذا الحساب. اعرف النتيجة بالأمر { $command-me }.
        [two] تُعاد محاولة رمزين لهذا الحساب. اعرف النتيجة بالأمر { $command-me }.
        [few] تُعاد محاولة { $count } رموز لهذا الحساب. اعرف النتيجة بالأمر { $command-me }.
        [many] تُعاد محاولة { $count } رمزًا لهذا الحساب. اعرف النتيجة بالأمر { $command-me }.
       *[other] تُعاد محاولة { $count } رمز لهذا الحساب. اعرف النتيجة بالأمر { $command-me }.
    }
players-retry-running =
    { $count ->
        [zero] أنهى هذا الخادم كل الرموز.
        [one] لم ينتهِ هذا الخادم من رمز واحد بعد. أعد المحاولة حين ينتهي.
        [two] لم ينتهِ هذا الخادم من رمزين بعد. أعد المحاولة حين ينتهي.
        [few] لم ينتهِ هذا الخادم من { $count } رموز بعد. أعد المحاولة حين ينتهي.
        [many] لم ينتهِ هذا الخادم من { $count } رمزًا بعد. أعد المحاولة حين ينتهي.
       *[other] لم ينتهِ هذا الخادم من { $count } رمز بعد. أعد المحاولة حين ينتهي.
    }
players-retry-none = لا شيء لإعادة محاولته لهذا الحساب الآن.
players-retry-later = أجابت اللعبة قبل قليل فقط. يمكنك إعادة المحاولة { $when }.
players-form-name-title = تسمية حساب
players-form-name = الاسم
players-name-empty = لا توجد في هذا الاسم أحرف تُعرض. اختر اسمًا آخر من فضلك.
players-named-title = حُفظ الاسم

## التسجيل

players-enrolled-title = تم التسجيل
players-enrolled-before-title = الحساب مسجّل من قبل
players-as-before = لم يتغيّر شيء.
players-opt-out-lifted = كان هذا الحساب في قائمة الحظر الخاصة بك هنا. لم يعد فيها.
players-proof-refused-title = تم التسجيل، لكن يُرجى التحقق
players-proof-known =
    { $title ->
        [kingshot] تعرف اللعبة { $id } في المملكة { $state }.
       *[wos] تعرف اللعبة { $id } في الولاية { $state }.
    }
players-proof-refused =
    { $title ->
        [kingshot] لا تعرف اللعبة لاعبًا بالمعرّف { $id } في المملكة { $state }: أحدهما خاطئ.
       *[wos] لا تعرف اللعبة لاعبًا بالمعرّف { $id } في الولاية { $state }: أحدهما خاطئ.
    }
players-proof-later = سيتحقق البوت من هذا الحساب لدى اللعبة عند استبدال الرمز القادم.
players-proof-name = بحسب قائمة لاعبين، { $id } هو { $name }. إن لم يكن هذا أنت فالمعرّف خاطئ.
players-button-mend =
    { $title ->
        [kingshot] تصحيح المعرّف والمملكة
       *[wos] تصحيح المعرّف والولاية
    }
players-form-mend-title = تصحيح الحساب
players-switched-off = لا يستبدل البوت الرموز في هذا الخادم حاليًا. يمكن لأحد المشرفين تفعيل ذلك: { $command-autoredeem }
players-redeeming =
    { $count ->
        [zero] لا توجد رموز هدايا متاحة الآن. تُستبدل الرموز الجديدة تلقائيًا، وترى ما حصلت عليه بالأمر { $command-me }.
        [one] رمز هدية واحد متاح الآن، وقد بدأ البوت العمل عليه. تُستبدل الرموز الجديدة تلقائيًا، وترى ما حصلت عليه بالأمر { $command-me }.
        [two] رمزا هدية متاحان الآن، وقد بدأ البوت العمل عليهما. تُستبدل الرموز الجديدة تلقائيًا، وترى ما حصلت عليه بالأمر { $command-me }.
        [few] { $count } رموز هدايا متاحة الآن، وقد بدأ البوت العمل عليها. تُستبدل الرموز الجديدة تلقائيًا، وترى ما حصلت عليه بالأمر { $command-me }.
        [many] { $count } رمز هدية متاحًا الآن، وقد بدأ البوت العمل عليها. تُستبدل الرموز الجديدة تلقائيًا، وترى ما حصلت عليه بالأمر { $command-me }.
       *[other] { $count } رمز هدية متاح الآن، وقد بدأ البوت العمل عليها. تُستبدل الرموز الجديدة تلقائيًا، وترى ما حصلت عليه بالأمر { $command-me }.
    }
players-no-codes = لا يوجد رمز هدية الآن. ستحصل على الرمز القادم تلقائيًا.
players-codes-not-opened = حُفظ ذلك، لكن تعذّر بدء الرموز المتاحة الآن. من فضلك اضغط «{ players-button-again }» بعد دقيقة.
players-button-again = حاول مرة أخرى
players-managers-only = في هذا الخادم لا يسجّل الحسابات إلا المشرفون. اطلب ذلك من أحدهم وأعطه معرّفك في اللعبة.
players-none-managers-only = ليس لديك حسابات هنا بعد. { players-managers-only }
players-someone-elses = { $id } يخص شخصًا آخر في هذا الخادم. إن كان حسابك فيمكن لأحد المشرفين مساعدتك: يزيله ثم تسجّله أنت.
players-opt-out-stands = وضع شخص ما { $id } في قائمة الحظر لهذا الخادم. يستطيع هو رفعه منها بالأمر { $command-me } ثم «{ players-button-data }»؛ ويستطيع أحد المشرفين ذلك إن كان المشرفون قد أضافوه.
players-too-many-claims =
    { $most ->
        [zero] لا يمكنك نسب أي حساب الآن. حاول غدًا أو اسأل أحد المشرفين.
        [one] نسبت إلى نفسك حسابًا واحدًا أضافه المشرفون في آخر 24 ساعة، ولا يمكن أكثر. حاول غدًا أو اسأل أحد المشرفين.
        [two] نسبت إلى نفسك حسابين أضافهما المشرفون في آخر 24 ساعة، ولا يمكن أكثر. حاول غدًا أو اسأل أحد المشرفين.
        [few] نسبت إلى نفسك { $most } حسابات أضافها المشرفون في آخر 24 ساعة، ولا يمكن أكثر. حاول غدًا أو اسأل أحد المشرفين.
        [many] نسبت إلى نفسك { $most } حسابًا أضافها المشرفون في آخر 24 ساعة، ولا يمكن أكثر. حاول غدًا أو اسأل أحد المشرفين.
       *[other] نسبت إلى نفسك { $most } حساب أضافها المشرفون في آخر 24 ساعة، ولا يمكن أكثر. حاول غدًا أو اسأل أحد المشرفين.
    }
players-too-many-departures = أضاف المشرفون هذا الحساب، وقد غادر اليوم عدد كبير من حساباتهم. لم يتغيّر شيء. اضغط «{ players-button-never-again }» لسؤال المشرفين، أو حاول غدًا.
players-state-of-managers =
    { $title ->
        [kingshot] تبقى المملكة التي كتبها المشرفون حاليًا. إن كانت خاطئة فغيّرها بالأمر { $command-me }.
       *[wos] تبقى الولاية التي كتبها المشرفون حاليًا. إن كانت خاطئة فغيّرها بالأمر { $command-me }.
    }
players-too-many = بلغت الحد: يمكنك تسجيل عدد محدود من حساباتك في هذا الخادم: { $most ->
        [zero] لا حساب
        [one] حساب واحد
        [two] حسابان
        [few] { $most } حسابات
        [many] { $most } حسابًا
       *[other] { $most } حساب
    }. ألغِ تسجيل أحدها أولًا، أو اطلب من أحد المشرفين إضافة المزيد.
players-state-missing-title = بقي شيء واحد
players-state-missing =
    { $title ->
        [kingshot] في أي مملكة يعيش { $id }؟ تحتاج اللعبة إلى ذلك. اكتب رقمًا مثل 245.
       *[wos] في أي ولاية يعيش { $id }؟ تحتاج اللعبة إلى ذلك. اكتب رقمًا مثل 245.
    }
players-state-set =
    { $title ->
        [kingshot] تغيّرت المملكة
       *[wos] تغيّرت الولاية
    }

## النماذج: عند فتحها لا تكون اللعبة معروفة بعد

players-form-title = تسجيل حساب
players-form-id = معرّف اللاعب
players-form-id-hint = رقم مثل 12345678
players-form-state = الولاية (المملكة في Kingshot)
players-form-state-hint = رقم مثل 245
players-form-state-usual = اتركها فارغة لاستخدام الافتراضية في الخادم
players-form-state-title = الولاية (المملكة في Kingshot)

## إلغاء التسجيل

players-unenroll-title = إلغاء تسجيل حساب
players-unenroll-which = أي حساب يجب ألا يحصل على رموز الهدايا بعد الآن؟
players-unenroll-sure =
    لن يحصل هذا الحساب على رموز الهدايا هنا بعد الآن. يُحذف اسمه و{ word-state } والمستوى من هذا الخادم.
    يبقى فقط: أي رموز حصل عليها معرّف اللاعب، دون ذكرك.
    قد يضيفه أحد المشرفين مرة أخرى. إن كنت لا تريد ذلك فاضغط «{ players-button-never-again }».
players-button-unenroll = نعم، ألغِ التسجيل
players-button-never-again = لا تسجّله أبدًا
players-unenrolled-title = أُلغي التسجيل
players-unenrolled = لن يحصل هذا الحساب على رموز الهدايا هنا بعد الآن. يبقى فقط أي رموز حصل عليها معرّف اللاعب، دون ذكرك. يمكنك العودة في أي وقت: { $command-enroll }

## ما يُحفظ عنهم

players-data-title = ما يعرفه البوت عنك
players-data-here =
    { $count ->
        [zero] لا حسابات لك في هذا الخادم
        [one] حساب واحد في هذا الخادم: معرّف اللاعب والاسم و{ word-state } والمستوى وأنه لك
        [two] حسابان في هذا الخادم: معرّف اللاعب والاسم و{ word-state } والمستوى وأنهما لك
        [few] { $count } حسابات في هذا الخادم: معرّف اللاعب والاسم و{ word-state } والمستوى وأنها لك
        [many] { $count } حسابًا في هذا الخادم: معرّف اللاعب والاسم و{ word-state } والمستوى وأنها لك
       *[other] { $count } حساب في هذا الخادم: معرّف اللاعب والاسم و{ word-state } والمستوى وأنها لك
    }
players-accounts-here =
    { $count ->
        [zero] لا حسابات في هذا الخادم
        [one] حساب واحد في هذا الخادم
        [two] حسابان في هذا الخادم
        [few] { $count } حسابات في هذا الخادم
        [many] { $count } حسابًا في هذا الخادم
       *[other] { $count } حساب في هذا الخادم
    }
players-accounts-elsewhere =
    في خوادم أخرى: { $accounts ->
        [zero] لا حسابات
        [one] حساب واحد
        [two] حسابان
        [few] { $accounts } حسابات
        [many] { $accounts } حسابًا
       *[other] { $accounts } حساب
    } ({ $servers ->
        [zero] لا خوادم
        [one] خادم واحد
        [two] خادمان
        [few] { $servers } خوادم
        [many] { $servers } خادمًا
       *[other] { $servers } خادم
    })
players-data-opt-outs =
    { $count ->
        [zero] لا حسابات في قائمة الحظر الخاصة بك في هذا الخادم
        [one] حساب واحد في قائمة الحظر: لا يستطيع أحد تسجيله في هذا الخادم
        [two] حسابان في قائمة الحظر: لا يستطيع أحد تسجيلهما في هذا الخادم
        [few] { $count } حسابات في قائمة الحظر: لا يستطيع أحد تسجيلها في هذا الخادم
        [many] { $count } حسابًا في قائمة الحظر: لا يستطيع أحد تسجيلها في هذا الخادم
       *[other] { $count } حساب في قائمة الحظر: لا يستطيع أحد تسجيلها في هذا الخادم
    }
players-data-audit = معرّفك في ديسكورد حيث يُدوَّن من فعل ماذا؛ في آخر ما دُوِّن هنا: { $count }
players-data-told = كيف تريد أن تُخبَر عن الحسابات التي لا تحصل على الرموز في كل خادم، ومتى أُخبرت
players-data-rest-name = ما يُحفظ دون ذكرك
players-data-rest = أي رموز هدايا حصل عليها كل معرّف لاعب. لا يُذكر هناك لمن الحساب.
players-button-forget = احذف بياناتي
players-button-never = لا تسجّلوني أبدًا
players-button-never-mind = قائمة الحظر

players-forget-title = حذف بياناتك
players-forget-sure = سيُلغى تسجيل الحسابات التي أضفتها بنفسك في جميع الخوادم. لا يمكن التراجع عن ذلك.
players-forget-opt-outs = في قائمة الحظر الخاصة بك هنا حسابات. بعد ذلك لن يستطيع رفعها منها إلا أحد المشرفين، لا أنت. إن كنت قد ترغب في التسجيل مرة أخرى فاضغط «{ players-button-never-mind }» أولًا.
players-forget-removed = سيُحذف
players-forget-trail = معرّفك في ديسكورد حيثما يُدوَّن من فعل ماذا
players-forget-remains = ما يبقى
players-remains-ledger = أي رموز هدايا حصل عليها كل معرّف لاعب، دون ذكرك: حتى لا يُستبدل شيء مرتين
players-remains-opt-outs = قوائم الحظر، دون ذكرك: ويقرر فيها المشرفون بعد ذلك
players-remains-pseudonym = علامة عشوائية لمدة 30 يومًا حيث يُدوَّن من فعل ماذا: لا تُظهر إلا أنه الشخص نفسه
players-remains-claimed =
    { $count ->
        [zero] لا حسابات أضافها المشرفون. للحظر اضغط «{ button-cancel }» ثم «{ players-button-never }».
        [one] حساب واحد أضافه المشرفون: يبقى مسجّلًا دون ذكرك. إن لم ترد ذلك فاضغط أولًا «{ button-cancel }» ثم «{ players-button-never }».
        [two] حسابان أضافهما المشرفون: يبقيان مسجّلين دون ذكرك. إن لم ترد ذلك فاضغط أولًا «{ button-cancel }» ثم «{ players-button-never }».
        [few] { $count } حسابات أضافها المشرفون: تبقى مسجّلة دون ذكرك. إن لم ترد ذلك فاضغط أولًا «{ button-cancel }» ثم «{ players-button-never }».
        [many] { $count } حسابًا أضافها المشرفون: تبقى مسجّلة دون ذكرك. إن لم ترد ذلك فاضغط أولًا «{ button-cancel }» ثم «{ players-button-never }».
       *[other] { $count } حساب أضافها المشرفون: تبقى مسجّلة دون ذكرك. إن لم ترد ذلك فاضغط أولًا «{ button-cancel }» ثم «{ players-button-never }».
    }
players-button-forget-yes = نعم، احذف
players-forgotten-title = تم الحذف
players-forgotten =
    { $count ->
        [zero] لم يكن لك أي حساب مسجّل. لم يعد معرّفك في ديسكورد موجودًا حيث يُدوَّن من فعل ماذا.
        [one] أُلغي تسجيل حساب واحد. لم يعد معرّفك في ديسكورد موجودًا حيث يُدوَّن من فعل ماذا.
        [two] أُلغي تسجيل حسابين. لم يعد معرّفك في ديسكورد موجودًا حيث يُدوَّن من فعل ماذا.
        [few] أُلغي تسجيل { $count } حسابات. لم يعد معرّفك في ديسكورد موجودًا حيث يُدوَّن من فعل ماذا.
        [many] أُلغي تسجيل { $count } حسابًا. لم يعد معرّفك في ديسكورد موجودًا حيث يُدوَّن من فعل ماذا.
       *[other] أُلغي تسجيل { $count } حساب. لم يعد معرّفك في ديسكورد موجودًا حيث يُدوَّن من فعل ماذا.
    }

## عدم التسجيل أبدًا

players-never-title = عدم التسجيل أبدًا
players-never-sure = سيُلغى تسجيل هذه الحسابات وتوضع في قائمة الحظر: لن يستطيع أحد تسجيلها هناك مرة أخرى. يمكنك رفعها منها في كل خادم، ويمكن ذلك للمشرفين إن كانوا قد أضافوا الحساب.
players-never-done = أُلغي تسجيل هذه الحسابات ووُضعت في قائمة الحظر. لن يستطيع أحد تسجيلها هناك حتى ترفعها أنت، أو أحد المشرفين إن كانوا قد أضافوها، وعندها تُبلَّغ بذلك.
players-never-asked =
    { $count ->
        [zero] لا حسابات تنتظر قرار المشرفين.
        [one] يبقى حساب واحد مسجّلًا حاليًا: أضافه المشرفون، وقد غادر اليوم عدد كبير من حساباتهم. سُئل المشرفون، وستُبلَّغ بقرارهم.
        [two] يبقى حسابان مسجّلين حاليًا: أضافهما المشرفون، وقد غادر اليوم عدد كبير من حساباتهم. سُئل المشرفون، وستُبلَّغ بقرارهم.
        [few] تبقى { $count } حسابات مسجّلة حاليًا: أضافها المشرفون، وقد غادر اليوم عدد كبير من حساباتهم. سُئل المشرفون، وستُبلَّغ بقرارهم.
        [many] يبقى { $count } حسابًا مسجّلًا حاليًا: أضافها المشرفون، وقد غادر اليوم عدد كبير من حساباتهم. سُئل المشرفون، وستُبلَّغ بقرارهم.
       *[other] يبقى { $count } حساب مسجّلًا حاليًا: أضافها المشرفون، وقد غادر اليوم عدد كبير من حساباتهم. سُئل المشرفون، وستُبلَّغ بقرارهم.
    }
players-waits-for-managers = ينتظر قرار أحد المشرفين
players-never-nothing = ليس لديك حسابات لقائمة الحظر. إن سجّل شخص آخر حسابك فسجّله بنفسك أولًا بالأمر { $command-enroll }، أو اطلب من أحد المشرفين إزالته.
players-button-never-yes = نعم، أبدًا
players-opt-outs-title = قائمة الحظر
players-opt-outs = لا يستطيع أحد تسجيل هذه الحسابات في هذا الخادم:
players-opt-outs-none = قائمة الحظر الخاصة بك في هذا الخادم فارغة.
players-opt-outs-which = أيها يمكن تسجيله مرة أخرى؟
players-button-never-mind-all = رفع الكل
players-opt-outs-taken-back =
    { $count ->
        [zero] لم يُرفع أي حساب. يمكنك التسجيل بالأمر { $command-enroll }.
        [one] رُفع حساب واحد من قائمة الحظر. هو غير مسجّل بعد: سجّله بالأمر { $command-enroll }.
        [two] رُفع حسابان من قائمة الحظر. هما غير مسجّلين بعد: سجّلهما بالأمر { $command-enroll }.
        [few] رُفعت { $count } حسابات من قائمة الحظر. هي غير مسجّلة بعد: سجّلها بالأمر { $command-enroll }.
        [many] رُفع { $count } حسابًا من قائمة الحظر. هي غير مسجّلة بعد: سجّلها بالأمر { $command-enroll }.
       *[other] رُفع { $count } حساب من قائمة الحظر. هي غير مسجّلة بعد: سجّلها بالأمر { $command-enroll }.
    }

## أسطر السجل، بعد اسم من فعل ذلك

audit-claimed = نسب إلى نفسه الحساب { $id } الذي أضافه المشرفون
audit-claim-returned = حذف كل بياناته؛ ويبقى { $id } الذي كان قد نسبه إلى نفسه
audit-claimed-unenrolled = ألغى تسجيل الحساب { $id } الذي أضافه المشرفون
audit-claimed-never = وضع الحساب { $id } الذي أضافه المشرفون في قائمة الحظر
audit-never-asked = طلب وضع الحساب { $id } الذي أضافه المشرفون في قائمة الحظر
audit-enrolled = سجّل حسابه { $id }
audit-unenrolled = ألغى تسجيل حسابه { $id }
audit-player-asked =
    { $title ->
        [kingshot] طلب سؤال اللعبة عن { $id } في المملكة { $state }
       *[wos] طلب سؤال اللعبة عن { $id } في الولاية { $state }
    }
audit-members-checked =
    { $count ->
        [zero] طلب سؤال اللعبة عن لا أحد
        [one] طلب سؤال اللعبة عن عضو واحد
        [two] طلب سؤال اللعبة عن عضوين
        [few] طلب سؤال اللعبة عن { $count } أعضاء
        [many] طلب سؤال اللعبة عن { $count } عضوًا
       *[other] طلب سؤال اللعبة عن { $count } عضو
    }
audit-own-state =
    { $title ->
        [kingshot] غيّر مملكة حسابه { $id } إلى { $state }
       *[wos] غيّر ولاية حسابه { $id } إلى { $state }
    }
audit-own-name = سمّى حسابه { $id } { $name }
audit-own-retry =
    { $count ->
        [zero] لم يُعد أي رمز لحسابه { $id }
        [one] أعاد محاولة رمز واحد لحسابه { $id }
        [two] أعاد محاولة رمزين لحسابه { $id }
        [few] أعاد محاولة { $count } رموز لحسابه { $id }
        [many] أعاد محاولة { $count } رمزًا لحسابه { $id }
       *[other] أعاد محاولة { $count } رمز لحسابه { $id }
    }
audit-never = وضع حسابه { $id } في قائمة الحظر
audit-never-mind = رفع حسابه { $id } من قائمة الحظر
audit-forgotten = حذف بياناته وأُلغي تسجيل الحساب { $id }
