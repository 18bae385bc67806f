using Domain.SportPermits;
using NodaTime;

namespace Domain.Licensing;

/// <summary>Codes of sports (运动项目), one for each: what a venue offers and a voucher is good for is named by these alone.</summary>
/// <remarks>
/// Sports that need a permit bear the codes of the permits (SWIM, never SWIMMING), so that no other spelling of one passes for a sport
/// that needs none.
/// </remarks>
public static class SportCodes
{
    static readonly Dictionary<string, string> Names = new(StringComparer.Ordinal)
    {
        ["SWIM"] = "游泳", ["SKI"] = "滑雪", ["DIVE"] = "潜水", ["CLIMB"] = "攀岩",
        ["BASKETBALL"] = "篮球", ["FOOTBALL"] = "足球", ["VOLLEYBALL"] = "排球", ["TABLE_TENNIS"] = "乒乓球", ["BADMINTON"] = "羽毛球",
        ["TENNIS"] = "网球", ["GYMNASTICS"] = "体操", ["ATHLETICS"] = "田径", ["MARTIAL_ARTS"] = "武术", ["TAEKWONDO"] = "跆拳道",
        ["KARATE"] = "空手道", ["JUDO"] = "柔道", ["BOXING"] = "拳击", ["FENCING"] = "击剑", ["ARCHERY"] = "射箭",
        ["ROLLER_SKATING"] = "轮滑", ["SKATING"] = "滑冰", ["GOLF"] = "高尔夫球", ["BASEBALL"] = "棒球", ["RUGBY"] = "橄榄球",
        ["HANDBALL"] = "手球", ["FITNESS"] = "体能", ["ROPE_SKIPPING"] = "跳绳", ["DANCE_SPORT"] = "体育舞蹈", ["CHEERLEADING"] = "啦啦操",
        ["CHESS"] = "国际象棋", ["WEIQI"] = "围棋", ["XIANGQI"] = "中国象棋", ["DRAUGHTS"] = "国际跳棋", ["GOMOKU"] = "五子棋",
        ["BRIDGE"] = "桥牌", ["CARDS"] = "牌类", ["BOARD_GAMES"] = "棋类",
    };

    public static bool IsKnown(string? code) => code is not null && Names.ContainsKey(code);

    /// <returns>The Chinese name; null where there is no such code.</returns>
    public static string? NameOf(string code) => Names.GetValueOrDefault(code);

    /// <summary>Those of the sports that only a permit opens to the public on the day (高危险性体育项目, 体育法 105).</summary>
    public static IReadOnlyList<string> NeedingPermit(IEnumerable<string> sports, LocalDate on) =>
        [.. sports.Where(sport => SportStandards.Published.NeedsPermit(sport, on))];
}
