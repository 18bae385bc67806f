using System.Globalization;
using System.Text;

namespace TestKit;

/// <summary>Rows of a register that never was, right in every cell.</summary>
public static class ImportRows
{
    const string Alphabet = "0123456789ABCDEFGHJKLMNPQRTUWXY";
    const string OrganisationAlphabet = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";

    public static string Header =>
        "许可证编号,经营者名称,统一社会信用代码,负责人姓名,负责人身份证号,场所名称,场所地址,行政区划代码,许可项目,开放方式,"
        + "发证日期,有效期自,有效期至,救助人员数,社会体育指导人员数,最大人数,发证机关,档案出处";

    public static string Row(int number) => string.Create(
        CultureInfo.InvariantCulture,
        $"SZ-2022-{number:D6},苏州第{number}体育有限公司,{CreditCode(number)},负责人{number},,第{number}游泳馆,吴江区干将路{number}号,320509,"
        + $"游泳,常年,2022-03-01,2022-03-02,2027-03-01,6,2,160,吴江区文体广电和旅游局,档案{number}");

    public static string Csv(int rows)
    {
        var text = new StringBuilder(Header).Append("\r\n");
        for (var number = 1; number <= rows; number++) text.Append(Row(number)).Append("\r\n");
        return text.ToString();
    }

    /// <summary>A unified social credit code whose checks hold (GB 32100-2015).</summary>
    public static string CreditCode(int number)
    {
        var organisation = number.ToString("D8", CultureInfo.InvariantCulture);
        var seventeen = $"91320509{organisation}{OrganisationCheck(organisation)}";
        int[] weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28];
        var sum = seventeen.Select((letter, at) => Alphabet.IndexOf(letter, StringComparison.Ordinal) * weights[at]).Sum();
        return seventeen + Alphabet[(31 - (sum % 31)) % 31];
    }

    static char OrganisationCheck(string organisation)
    {
        int[] weights = [3, 7, 9, 10, 5, 8, 4, 2];
        var sum = organisation.Select((letter, at) => OrganisationAlphabet.IndexOf(letter, StringComparison.Ordinal) * weights[at]).Sum();
        return (11 - (sum % 11)) switch { 10 => 'X', 11 => '0', var check => (char)('0' + check) };
    }
}
