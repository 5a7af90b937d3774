using System.Globalization;
using System.Net;
using System.Net.Mail;
using System.Net.Mime;
using System.Text;
using Foundation.Outcomes;

namespace Foundation.Mail;

/// <summary>One letter to one person, as plain text and, where there is more to show, as HTML.</summary>
/// <param name="Unsubscribe">Where one press ends letters of this kind (RFC 8058); the address must take a POST.</param>
public sealed record Letter(string To, string Subject, string Text, string? Html = null, string? ToName = null, string? Language = null, Uri? Unsubscribe = null);

/// <summary>Why a letter did not go.</summary>
public static class MailProblems
{
    /// <summary>Trying again does not help.</summary>
    public static readonly Problem NoSuchAddress = new(ProblemKind.Invalid, "mail-address", "The mail server does not know the e-mail address.");

    /// <summary>Trying again later may help.</summary>
    public static readonly Problem NotSent = new(ProblemKind.Conflict, "mail-not-sent", "The letter could not be sent now; the mail server did not take it.");

    /// <summary>The connection broke while the server had the letter: trying again may send it twice.</summary>
    public static readonly Problem Unsure = new(ProblemKind.Conflict, "mail-unsure", "The mail server did not answer; nobody knows whether it took the letter.");
}

/// <summary>Hands letters to the mail server.</summary>
public sealed class Mailer(MailSettings settings)
{
    /// <summary>How long the server may take with one letter.</summary>
    public TimeSpan Patience { get; init; } = TimeSpan.FromSeconds(30);

    /// <returns>Done when the server took the letter; <see cref="MailProblems"/> otherwise.</returns>
    /// <exception cref="OperationCanceledException">The caller stopped it.</exception>
    public async Task<Outcome> Send(Letter letter, CancellationToken stop = default)
    {
        if (letter.To.Any(char.IsControl) || !MailAddress.TryCreate(letter.To, OneLine(letter.ToName ?? ""), Encoding.UTF8, out var to))
            return MailProblems.NoSuchAddress;

        if (!await Greets(stop)) return MailProblems.NotSent;
        using var message = Message(letter, to);
        using var client = new SmtpClient(settings.Host, settings.Port)
        {
            EnableSsl = settings.Encrypted,
            Credentials = settings.User is null ? null : new NetworkCredential(settings.User, settings.Password),
        };
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            await client.SendMailAsync(message, patience.Token);
            return Outcome.Done;
        }
        catch (SmtpException refused) when (refused is SmtpFailedRecipientException && (int)refused.StatusCode is >= 500 and < 600)
        {
            return MailProblems.NoSuchAddress;
        }
        catch (SmtpException refused) when (refused.StatusCode != SmtpStatusCode.GeneralFailure || refused.InnerException is System.Net.Sockets.SocketException or System.Security.Authentication.AuthenticationException)
        {
            return MailProblems.NotSent; // the server said so, or was not reached
        }
        catch (SmtpException)
        {
            return MailProblems.Unsure;
        }
        catch (OperationCanceledException) when (!stop.IsCancellationRequested)
        {
            return MailProblems.Unsure;
        }
    }

    /// <summary>Whether somebody is there: what fails from here on may fail with the letter on its way.</summary>
    private async Task<bool> Greets(CancellationToken stop)
    {
        using var patience = CancellationTokenSource.CreateLinkedTokenSource(stop);
        patience.CancelAfter(Patience);
        try
        {
            using var knock = new System.Net.Sockets.TcpClient();
            await knock.ConnectAsync(settings.Host, settings.Port, patience.Token);
            var stream = knock.GetStream();
            var greeting = new byte[3];
            await stream.ReadExactlyAsync(greeting, patience.Token);
            await stream.WriteAsync("QUIT\r\n"u8.ToArray(), patience.Token);
            return greeting.AsSpan().SequenceEqual("220"u8);
        }
        catch (Exception e) when (e is System.Net.Sockets.SocketException or IOException || (e is OperationCanceledException && !stop.IsCancellationRequested))
        {
            return false;
        }
    }

    private MailMessage Message(Letter letter, MailAddress to)
    {
        var message = new MailMessage(settings.From, to)
        {
            Subject = OneLine(letter.Subject),
            SubjectEncoding = Encoding.UTF8,
            HeadersEncoding = Encoding.UTF8,
        };
        message.AlternateViews.Add(View(letter.Text, MediaTypeNames.Text.Plain));
        if (letter.Html is not null) message.AlternateViews.Add(View(letter.Html, MediaTypeNames.Text.Html));
        message.Headers.Add("Message-ID", string.Create(CultureInfo.InvariantCulture, $"<{Guid.NewGuid():N}@{settings.From.Host}>"));
        message.Headers.Add("Auto-Submitted", "auto-generated"); // RFC 3834: no holiday replies, please
        if (letter.Language is not null) message.Headers.Add("Content-Language", OneLine(letter.Language));
        if (letter.Unsubscribe is { } address)
        {
            message.Headers.Add("List-Unsubscribe", $"<{address.AbsoluteUri}>");
            message.Headers.Add("List-Unsubscribe-Post", "List-Unsubscribe=One-Click");
        }
        return message;
    }

    private static AlternateView View(string text, string type)
    {
        var view = AlternateView.CreateAlternateViewFromString(text, Encoding.UTF8, type);
        view.TransferEncoding = TransferEncoding.Base64;
        return view;
    }

    // A line break in a header would begin another header.
    private static string OneLine(string text) => string.Concat(text.Select(c => char.IsControl(c) || c is '\u2028' or '\u2029' ? ' ' : c)).Trim();
}
