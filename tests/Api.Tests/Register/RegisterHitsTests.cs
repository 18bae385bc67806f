using Api.Register;

namespace Api.Tests.Register;

public sealed class RegisterHitsTests
{
    const string Venue = """{"name":"吴江区阳澄游泳馆","address":"苏州市吴江区干将路415号"}""";

    [Theory]
    [InlineData("阳澄游泳", true)]
    [InlineData("干将路415", true)]
    [InlineData("干将路 ４１５", true)] // width and blanks are spelling
    [InlineData("吴江阳澄", false)] // each pair of characters alone would not tell
    [InlineData("name", false)] // a member's name is no part of the venue's
    [InlineData("馆苏州", false)] // the end of the name and the beginning of the address
    public void a_venue_is_found_by_its_name_or_address_as_written(string words, bool found) =>
        Assert.Equal(found, RegisterHits.Holds(Venue, words));

    [Theory]
    [InlineData("澄", true)]
    [InlineData("3-", true)] // signs are no letters
    [InlineData("𠮷", true)] // one character of two code units
    [InlineData("澄体", false)]
    [InlineData("３ ２", false)]
    public void fewer_than_two_letters_are_no_search(string words, bool tooShort) =>
        Assert.Equal(tooShort, RegisterHits.IsTooShort(words));

    [Theory]
    [InlineData("苏州澄体体育有限公司", "澄体", true)]
    [InlineData("{澄体", "澄体", true)]
    [InlineData("苏州澄体体育有限公司", "体澄", false)]
    public void a_holder_is_found_by_part_of_the_name(string name, string words, bool found) =>
        Assert.Equal(found, RegisterHits.Holds(name, words));
}
