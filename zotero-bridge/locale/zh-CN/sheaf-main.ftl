sheaf-menu =
    .label = 论文摘要
sheaf-menu-today =
    .label = 今日摘要
sheaf-menu-catch-up =
    .label = 补齐错过的日子
sheaf-menu-show =
    .label = 显示最新摘要
sheaf-menu-import =
    .label = 导入已发布的摘要…
sheaf-menu-cancel =
    .label = 取消正在运行的任务
sheaf-menu-settings =
    .label = 摘要设置…
sheaf-menu-remove =
    .label = 移除这份摘要…
sheaf-menu-kept =
    .label = 多推荐此类论文
sheaf-menu-dismissed =
    .label = 少推荐此类论文

sheaf-column = 评分
sheaf-section-header =
    .label = 论文摘要
sheaf-section-sidenav =
    .tooltiptext = 论文摘要
sheaf-section-nothing = 还没有摘要提到这个条目。
sheaf-section-day = 来自 { $day } 的摘要
sheaf-section-ask = 评分并总结
sheaf-section-again = 重新评分
sheaf-section-mindmap = 思维导图
sheaf-section-like = 多推荐此类
sheaf-section-dismiss = 少推荐此类

sheaf-cancel = 取消
sheaf-close = 关闭
sheaf-show-collection = 显示
sheaf-more-details = 另有 { $count } 条
sheaf-import-title = 导入已发布的摘要
sheaf-remove-title = 移除这份摘要？
sheaf-remove-text = 由摘要添加且您没有动过的条目会移到回收站。您移动过、加过标签、批注或笔记的条目会留在文库中，只从这个分类移出。
sheaf-window-title = 论文摘要
sheaf-window-none = 还没有摘要。请使用“工具 → 论文摘要 → 今日摘要”生成。

sheaf-progress-starting = 正在启动…
sheaf-progress-looking = 正在查找文库中已有的论文…
sheaf-progress-papers = 正在添加论文：{ $done } / { $total }
sheaf-progress-files = 正在下载 PDF：{ $done } / { $total }
sheaf-progress-removing = 正在移除摘要…
sheaf-progress-waiting = 等待 { $seconds } 秒：arXiv 限制访问频率
sheaf-progress-stage = { $stage ->
    [fetch] 正在获取：{ $done } / { $total }
    [score] 正在评分：{ $done } / { $total }
    [summarize] 正在总结：{ $done } / { $total }
   *[other] 正在处理：{ $done } / { $total }
  }
sheaf-progress-stage-only = { $stage ->
    [fetch] 正在获取…
    [score] 正在评分…
    [summarize] 正在总结…
   *[other] 正在处理…
  }

sheaf-notice-busy = 已有任务在运行：请等待它完成，或先取消。
sheaf-notice-cancelled = 已取消。之前添加的内容是完整的。
sheaf-notice-stopped = 已取消：{ $day } 的摘要添加了 { $created } 个新条目，都是完整的；再次运行会添加其余的。
sheaf-notice-failed = 操作没有成功：
sheaf-notice-empty = { $day } 没有论文。
sheaf-notice-digest = { $day } 的 { $papers } 篇论文：新增 { $created } 个，更新 { $updated } 个，原有 { $filed } 个。
sheaf-notice-imported = 读取了 { $pages } 个页面：{ $papers } 篇论文，新增 { $made } 个条目。
sheaf-notice-removed = 摘要已移除：{ $trashed } 个条目进入回收站，您的 { $unfiled } 个条目仍留在文库中。
