namespace Api.Http;

/// <summary>What the service itself refuses, before any rule of law is asked; codes are public.</summary>
public static class Problems
{
    public static Problem NotFound(string code) => new(StatusCodes.Status404NotFound, code, "没有找到所查询的内容。");

    public static Problem TooLarge(long limit) =>
        new(StatusCodes.Status413PayloadTooLarge, "body.too-large", "提交的内容过大。", Detail: $"At most {limit} bytes.");

    public static Problem QueryUnreadable(string field, string detail) =>
        new(StatusCodes.Status400BadRequest, "query.unreadable", "查询条件无法读取。", Field: field, Detail: detail);

    public static Problem QueryTooShort(string field) =>
        new(StatusCodes.Status400BadRequest, "query.too-short", "请至少输入两个字。", Field: field, Detail: "At least 2 letters or digits.");

    public static Problem KeyUnreadable { get; } = new(
        StatusCodes.Status400BadRequest, "idempotency-key.unreadable", "幂等键格式不正确。", Field: "Idempotency-Key",
        Detail: "1 to 100 printable ASCII characters.");

    public static Problem VersionRequired { get; } = new(
        StatusCodes.Status428PreconditionRequired, "version.required", "请先查看最新情况再提交。", Field: "If-Match",
        Detail: "Send the ETag of what the command acts on in If-Match.");

    public static Problem VersionUnreadable { get; } = new(
        StatusCodes.Status400BadRequest, "version.unreadable", "版本号格式不正确。", Field: "If-Match",
        Detail: "One strong entity tag that holds a version, like \"7\".");

    public static Problem VersionStale(long actual) => new(
        StatusCodes.Status412PreconditionFailed, "version.stale", "内容已有新的变化，请刷新后再提交。")
    {
        More = new Dictionary<string, object> { ["version"] = actual },
    };

    public static Problem KeyReused { get; } = new(
        StatusCodes.Status422UnprocessableEntity, "idempotency-key.reused", "同一幂等键不能用于不同的内容。", Field: "Idempotency-Key");

    public static Problem ClockBehind { get; } = new(
        StatusCodes.Status409Conflict, "clock.behind-stream", "业务时钟早于案件最近一次记录的时间。",
        Detail: "The business clock stands before the last event of this stream.");

    public static Problem OutcomeUnknown { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "outcome.unknown", "处理结果暂时无法确认，请使用同一幂等键重试。")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Problem WriterBusy { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "writer.busy", "系统繁忙，请稍后重试。",
        Detail: "Too many writes are waiting; nothing of this one was recorded.")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
    };

    public static Problem WriterBlocked { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "writer.blocked", "系统正被其他操作占用，请稍后重试。",
        Detail: "Another transaction holds the log or a row of this write; nothing of it was recorded.")
    {
        RetryAfter = TimeSpan.FromSeconds(5),
    };

    /// <summary>Another node may be of the version that wrote it.</summary>
    public static Problem EventUnknown { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "event.unknown", "案件含有当前版本无法识别的记录，暂不能办理。",
        Detail: "The history holds an event that this version does not know; nothing was decided and nothing recorded.")
    {
        RetryAfter = TimeSpan.FromSeconds(30),
    };

    public static Problem EventUnreadable { get; } = new(
        StatusCodes.Status500InternalServerError, "event.unreadable", "案件含有无法读取的记录，已转人工处理。",
        Detail: "A stored event of the history cannot be read; nothing was decided and nothing recorded.");

    public static Problem DatabaseUnavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "database.unavailable", "系统暂时不可用，请稍后重试。")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    public static Problem AnswerLate { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "answer.late", "系统响应超时，请稍后重试。")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
    };

    /// <summary>Its table was dropped by hand; a rebuild brings it back, and everything else goes on.</summary>
    public static Problem ReadModelMissing { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "read-model.missing", "该查询数据正在恢复，请稍后重试。")
    {
        RetryAfter = TimeSpan.FromSeconds(60),
    };

    public static Problem Behind(long reached) => new(
        StatusCodes.Status503ServiceUnavailable, "read-model.behind", "数据正在更新，请稍后重试。")
    {
        RetryAfter = TimeSpan.FromSeconds(1),
        More = new Dictionary<string, object> { ["position"] = reached },
    };

    public static Problem TooManyRequests(TimeSpan wait) => new(
        StatusCodes.Status429TooManyRequests, "rate.exceeded", "请求过于频繁，请稍后重试。") { RetryAfter = wait };

    public static Problem Internal { get; } = new(
        StatusCodes.Status500InternalServerError, "internal.error", "系统出现错误，已记录。");

    public static Problem Token(string reason) => new(
        StatusCodes.Status401Unauthorized, $"token.{reason}", "身份凭证无效，请重新登录。", Field: "Authorization");

    public static Problem Signature(string reason) => new(
        StatusCodes.Status401Unauthorized, $"signature.{reason}", "调用签名未通过校验。");

    public static Problem MethodNotAllowed { get; } = new(
        StatusCodes.Status405MethodNotAllowed, "method.not-allowed", "不支持此种请求方式。", Detail: "Allow names the methods that are.");

    public static Problem CertificationBusy { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "certification.busy", "正在核验读取记录，请稍后重试。") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem UploadsBusy { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "uploads.busy", "上传繁忙，请稍后重试。") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem BodyTypeNotSupported(string field, string detail) => new(
        StatusCodes.Status415UnsupportedMediaType, "body.type-not-supported", "不支持此种内容格式。", Field: field, Detail: detail);

    public static Problem RoleNotAdmitted { get; } = new(
        StatusCodes.Status403Forbidden, "role.not-admitted", "您的岗位无权办理此事项。");

    public static Problem OtherDistrict { get; } = new(
        StatusCodes.Status403Forbidden, "district.other", "该案件不属于您所在辖区。");

    public static Problem Gone(string code, string detail) =>
        new(StatusCodes.Status410Gone, code, "该内容已依法删除，无法再打开。", Detail: detail);

    public static Problem Unsupported(string code, string detail) => new(
        StatusCodes.Status415UnsupportedMediaType, code, "不支持此类文件。", Detail: detail);
}
