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
        StatusCodes.Status428PreconditionRequired, "version.required", "请先查看案件最新情况再提交。", Field: "If-Match",
        Detail: "Send the ETag of the case in If-Match.");

    public static Problem VersionUnreadable { get; } = new(
        StatusCodes.Status400BadRequest, "version.unreadable", "版本号格式不正确。", Field: "If-Match",
        Detail: "One strong entity tag that holds a version, like \"7\".");

    public static Problem VersionStale(long actual) => new(
        StatusCodes.Status412PreconditionFailed, "version.stale", "案件已有新的变化，请刷新后再提交。")
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

    public static Problem DatabaseUnavailable { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "database.unavailable", "系统暂时不可用，请稍后重试。")
    {
        RetryAfter = TimeSpan.FromSeconds(2),
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

    public static Problem UploadsBusy { get; } = new(
        StatusCodes.Status503ServiceUnavailable, "uploads.busy", "上传繁忙，请稍后重试。") { RetryAfter = TimeSpan.FromSeconds(5) };

    public static Problem BodyTypeNotSupported(string field, string detail) => new(
        StatusCodes.Status415UnsupportedMediaType, "body.type-not-supported", "不支持此种内容格式。", Field: field, Detail: detail);

    public static Problem RoleNotAdmitted { get; } = new(
        StatusCodes.Status403Forbidden, "role.not-admitted", "您的岗位无权办理此事项。");

    public static Problem OtherDistrict { get; } = new(
        StatusCodes.Status403Forbidden, "district.other", "该案件不属于您所在辖区。");

    public static Problem Unsupported(string code, string detail) => new(
        StatusCodes.Status415UnsupportedMediaType, code, "不支持此类文件。", Detail: detail);
}
