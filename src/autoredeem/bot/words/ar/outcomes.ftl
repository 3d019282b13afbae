### أسماء إجابات اللعبة وما العمل مع كل منها؛ كيف تنتهي العمليات؛ حال الرموز.

outcome-redeemed = تم الاستلام
    .advice = لا يلزم شيء: الهدية في بريد اللعبة.
outcome-already-redeemed = استُلم من قبل
    .advice = لا يلزم شيء: استُبدل هذا الرمز سابقًا.
outcome-same-type-redeemed = سبق استلام هدية مشابهة
    .advice = لا يلزم شيء: تعطي اللعبة هدية واحدة فقط من هذا النوع.
outcome-expired = انتهت مدة الرمز
    .advice = انتهى وقت هذا الرمز.
outcome-no-such-code = لا يوجد رمز كهذا
    .advice = اللعبة لا تعرف هذا الرمز. تحقق من كتابته: الحروف الكبيرة والصغيرة مهمة.
outcome-used-up = نفد الرمز
    .advice = كان هذا الرمز لعدد محدود من اللاعبين.
outcome-level-too-low = المستوى منخفض
    .advice = بعد رفع المستوى اضغط «{ button-retry-failed }».
outcome-spending-too-low = يتطلب مشتريات داخل اللعبة
    .advice = هذا الرمز فقط لمن اشترى شيئًا في اللعبة.
outcome-player-throttled = محاولات كثيرة جدًا
    .advice = تطلب اللعبة انتظارًا أطول. اضغط «{ button-retry-failed }» لاحقًا.
outcome-try-again = قالت اللعبة «لاحقًا»
    .advice = كانت اللعبة مشغولة. اضغط «{ button-retry-failed }» لاحقًا.
outcome-wrong-state =
    { $title ->
        [kingshot] المملكة غير صحيحة
       *[wos] الولاية غير صحيحة
    }
    .advice =
        { $title ->
            [kingshot] إن كانوا جميعًا في مملكة واحدة فاضغط «{ button-set-states }»، وإلا فصحّح لكل منهم بالأمر { $command-members-edit }. ثم يحاول البوت مرة أخرى وحده.
           *[wos] إن كانوا جميعًا في ولاية واحدة فاضغط «{ button-set-states }»، وإلا فصحّح لكل منهم بالأمر { $command-members-edit }. ثم يحاول البوت مرة أخرى وحده.
        }
outcome-no-such-player = لا يوجد لاعب كهذا
    .advice = اضغط «{ button-copy-ids }» وتحقق منها. أزل الخاطئة بالأمر { $command-members-remove } وأضف الصحيحة بالأمر { $command-members-add }.
outcome-wrong-salt = إعداد خاطئ
    .advice = على مشغّل البوت أن يصحّح أحد الإعدادات. لم يضِع شيء.
outcome-throttled = تطلب اللعبة استراحة
    .advice = لا يلزم شيء: يتابع البوت وحده.
outcome-unreachable = اللعبة لا تجيب
    .advice = لا يلزم شيء: يحاول البوت مرة أخرى وحده.
outcome-unknown = إجابة غير معروفة
    .advice = لا يعرف البوت هذه الإجابة بعد. اضغط «{ button-retry-failed }» لاحقًا، فإن لم ينفع ذلك فأخبر مشغّل البوت.
outcome-refused-at-the-door = اللعبة لا تسمح بدخول البوت
    .advice = لا يلزم شيء: يحاول البوت مرة أخرى وحده. إن استمر ذلك ساعات فأخبر مشغّل البوت.
outcome-no-state =
    { $title ->
        [kingshot] بلا مملكة
       *[wos] بلا ولاية
    }
    .advice =
        { $title ->
            [kingshot] تحتاج اللعبة إليها أيضًا. اضغط «{ button-set-states }».
           *[wos] تحتاج اللعبة إليها أيضًا. اضغط «{ button-set-states }».
        }

outcome-group =
    { $count ->
        [zero] لا أحد: { $reason }
        [one] عضو واحد: { $reason }
        [two] عضوان: { $reason }
        [few] { $count } أعضاء: { $reason }
        [many] { $count } عضوًا: { $reason }
       *[other] { $count } عضو: { $reason }
    }

## لماذا انتهت العملية

end-complete = اكتملت
    .advice = أجابت اللعبة عن الجميع.
end-dead-code = الرمز لا يعمل
    .advice = توقّف البوت فورًا. لا يلزم أحدًا شيء.
end-stopped = أُوقفت
    .advice = اضغط «{ button-go-on }» للمتابعة مع الباقين.
end-halted = متوقفة مؤقتًا
    .advice = على مشغّل البوت أن يصحّح أحد الإعدادات، ثم يتابع البوت مع الباقين.
end-taken = نُقلت
    .advice = يتابعها جزء آخر من البوت. لا يلزم شيء.
end-waiting = لم يبدأ عمله بعد
    .advice = يسأل البوت مجددًا من تلقاء نفسه. لا حاجة إلى فعل شيء.
end-reissued = صدر من جديد
    .advice = يتابع البوت استبدال الهدية الجديدة للجميع.

## حال الرمز

life-untried = لم يُجرَّب بعد
life-alive = يعمل
life-dead = لا يعمل

## من يسجّل من

enrolling-self = اللاعبون أنفسهم فقط
    .description = يسجّل اللاعبون حساباتهم. لا يستطيع المشرفون تسجيل غيرهم.
enrolling-managers = المشرفون فقط
    .description = المشرفون وحدهم يسجّلون الحسابات.
enrolling-both = اللاعبون والمشرفون
    .description = يسجّل اللاعبون حساباتهم، ويسجّل المشرفون أي حساب.
